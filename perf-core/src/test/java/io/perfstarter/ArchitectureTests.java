package io.perfstarter;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the core may know.
 */
@AnalyzeClasses(packages = "io.perfstarter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule coreIsPlainJava = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "jakarta..", "io.micrometer..");

	@ArchTest
	static final ArchRule coreDependsOnLittle = classes().should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.perfstarter..", "java..", "org.jspecify.annotations..", "org.slf4j..",
				"org.HdrHistogram..");

	@ArchTest
	static final ArchRule noPackageCycles = slices().matching("io.perfstarter.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule collectingKnowsNoJudging = noClasses().that()
		.resideInAnyPackage("io.perfstarter.sql..", "io.perfstarter.trace..", "io.perfstarter.series..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.perfstarter.analysis..");

	@ArchTest
	static final ArchRule namesSayTheThing = classes().should()
		.haveSimpleNameNotEndingWith("Util")
		.andShould()
		.haveSimpleNameNotEndingWith("Utils")
		.andShould()
		.haveSimpleNameNotEndingWith("Helper")
		.andShould()
		.haveSimpleNameNotEndingWith("Manager")
		.andShould()
		.haveSimpleNameNotEndingWith("Impl");

	@ArchTest
	static final ArchRule nothingIsPrinted = noClasses().should()
		.accessField(System.class, "out")
		.orShould()
		.accessField(System.class, "err");

	@ArchTest
	static final ArchRule timeIsInjected = noClasses().that(doNotMatch("io.perfstarter.trace.NanoClock"))
		.should()
		.callMethod(System.class, "nanoTime")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

	@ArchTest
	static void everyPackageIsNullMarked(JavaClasses classes) {
		assertThat(classes.stream().map(JavaClass::getPackage).distinct())
			.allMatch((javaPackage) -> isNullMarked(javaPackage), "is @NullMarked");
	}

	private static boolean isNullMarked(JavaPackage javaPackage) {
		return javaPackage.tryGetPackageInfo().isPresent() && javaPackage.isAnnotatedWith(NullMarked.class);
	}

	private static DescribedPredicate<JavaClass> doNotMatch(String name) {
		return DescribedPredicate.describe("are not the clock", (javaClass) -> !javaClass.getName().startsWith(name));
	}

}
