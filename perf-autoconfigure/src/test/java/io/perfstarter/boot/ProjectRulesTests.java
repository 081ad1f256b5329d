package io.perfstarter.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of this module.
 */
@AnalyzeClasses(packages = "io.perfstarter", importOptions = ImportOption.DoNotIncludeTests.class)
class ProjectRulesTests {

	@ArchTest
	static final ArchRule adaptersDoNotKnowEachOther = slices().matching("io.perfstarter.boot.(*)..")
		.should()
		.notDependOnEachOther();

	@ArchTest
	static final ArchRule nothingKnowsTheEndpoint = noClasses().that()
		.resideOutsideOfPackage("io.perfstarter.boot.endpoint..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.perfstarter.boot.endpoint..");

	@ArchTest
	static final ArchRule noCycles = slices().matching("io.perfstarter.(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule coreKnowsNoFramework = noClasses().that()
		.resideOutsideOfPackage("io.perfstarter.boot..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "jakarta..", "io.micrometer..");

	@ArchTest
	static final ArchRule everythingElseIsPackagePrivate = classes().that()
		.resideInAPackage("io.perfstarter.boot..")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.and()
		.doNotHaveFullyQualifiedName(InvalidPropertyException.class.getName())
		// Made by Hibernate, with a ServiceLoader
		.and()
		.doNotHaveFullyQualifiedName("io.perfstarter.boot.hibernate.PersistenceEventMonitor")
		.and()
		.doNotHaveFullyQualifiedName(Performance.class.getName())
		.and()
		.doNotHaveFullyQualifiedName(Performance.Step.class.getName())
		.and()
		.doNotHaveFullyQualifiedName(Monitored.class.getName())
		.and()
		.doNotHaveFullyQualifiedName(ExpectedQueries.class.getName())
		.should()
		.notHaveModifier(JavaModifier.PUBLIC);

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule packagesAreFeatures = noClasses().should()
		.resideInAnyPackage("..util..", "..model..", "..service..", "..internal..");

	@ArchTest
	static final ArchRule packagesAreNullMarked = classes().that(new DescribedPredicate<JavaClass>("are top level") {
		@Override
		public boolean test(JavaClass type) {
			return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
		}
	}).should(new com.tngtech.archunit.lang.ArchCondition<>("be in a package that is @NullMarked") {
		@Override
		public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
			if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
				events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(type,
						type.getPackageName() + " is not @NullMarked"));
			}
		}
	});

	@Test
	void everyPropertyIsDescribed() throws IOException {
		JsonNode properties = JsonMapper.shared()
			.readTree(resource("META-INF/spring-configuration-metadata.json"))
			.get("properties");
		List<String> names = new ArrayList<>();
		List<String> descriptions = new ArrayList<>();
		for (JsonNode property : properties) {
			String name = property.get("name").asString();
			names.add(name);
			assertThat(name).matches("(management\\.endpoint\\.)?performance\\..*");
			String description = property.path("description").asString("");
			assertThat(description).as(name).hasSizeGreaterThan(10).endsWith(".");
			descriptions.add(description);
		}
		// Of those that share a type too, each says what it is about
		assertThat(descriptions).doesNotHaveDuplicates();
		assertThat(names).doesNotHaveDuplicates()
			.contains("performance.monitoring.enabled", "performance.request.enabled", "performance.request.exclude",
					"performance.request.response-time-header", "performance.request.server-timing-header",
					"performance.thresholds.slow-request", "performance.thresholds.very-slow-request",
					"performance.thresholds.slow-query", "performance.log.file", "performance.log.max-file-size",
					"performance.log.max-history", "performance.jdbc.enabled", "performance.jdbc.include-parameters",
					"performance.hibernate.enabled", "performance.step.enabled", "performance.observe.enabled",
					"performance.observe.tasks", "performance.observe.messages", "performance.observe.client",
					"performance.resource.enabled", "performance.resource.disk.enabled",
					"performance.resource.redis.enabled", "performance.resource.redis.timeout",
					"performance.propagation.enabled", "performance.findings.enabled");
	}

	@Test
	void importsAreSortedAndComplete() throws Exception {
		List<String> imports = imports();
		List<String> sorted = new ArrayList<>(imports);
		Collections.sort(sorted);
		assertThat(imports).isEqualTo(sorted).doesNotHaveDuplicates().isNotEmpty();
		for (String name : imports) {
			AutoConfiguration annotation = Class.forName(name).getAnnotation(AutoConfiguration.class);
			assertThat(annotation).as(name).isNotNull();
			List<String> others = new ArrayList<>(Arrays.asList(annotation.afterName()));
			others.addAll(Arrays.asList(annotation.beforeName()));
			Arrays.stream(annotation.after()).map(Class::getName).forEach(others::add);
			Arrays.stream(annotation.before()).map(Class::getName).forEach(others::add);
			for (String other : others) {
				assertThat(Class.forName(other)).isNotNull();
			}
		}
	}

	@ArchTest
	static void importsNameEveryAutoConfiguration(com.tngtech.archunit.core.domain.JavaClasses all) throws IOException {
		List<String> found = all.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.toList();
		assertThat(imports()).containsExactlyInAnyOrderElementsOf(found);
	}

	private static List<String> imports() throws IOException {
		return resource("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports").lines()
			.toList();
	}

	private static String resource(String name) throws IOException {
		List<String> found = new ArrayList<>();
		for (java.net.URL url : Collections.list(ProjectRulesTests.class.getClassLoader().getResources(name))) {
			try (InputStream in = url.openStream()) {
				String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
				if (text.contains("io.perfstarter")) {
					found.add(text);
				}
			}
		}
		assertThat(found).hasSize(1);
		return found.get(0);
	}

}
