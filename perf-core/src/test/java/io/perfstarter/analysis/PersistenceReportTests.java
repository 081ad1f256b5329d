package io.perfstarter.analysis;

import io.perfstarter.series.MapperStatistics;
import io.perfstarter.series.MapperStatistics.Figures;
import io.perfstarter.series.TestBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is shown of a mapper's own statistics.
 */
class PersistenceReportTests {

	private final TestBed bed = new TestBed();

	private String slowest(String query) {
		this.bed.store()
			.persistenceUnits()
			.unit("factory")
			.statistics(() -> new MapperStatistics(true, "", new Figures(0, 0, 1, 1, query, 0, 0, 0, 0, 0, 0)));
		return PersistenceReport.of(this.bed.store().persistenceUnits()).factories().get(0).statistics().slowestQuery();
	}

	@ParameterizedTest
	@ValueSource(strings = { "select p from Person p where p.name = 'Secret' and p.age > 4711",
			"select p from Person p where p.name = \"Secret\"", "select p from Person p where p.name = \"it's Secret\"",
			"select p from Person p where p.a = '\"' and p.b = \"it's\" and p.c = 'Secret'",
			"select p from Person p where p.a = 'C:\\' and p.b = 'Secret'",
			"select p from Person p where p.a = j'it\\'s Secret'", "select p from Person p where p.a = \"\\\" Secret\"",
			"select p from Person p where p.name = \"Secret", "select * from person where name = q'[it's Secret]'",
			"select p from Person p where p.since > {d '4711-01-01'} /* Secret */" })
	void slowestQueryIsShownWithoutValues(String query) {
		assertThat(slowest(query)).doesNotContainIgnoringCase("secret")
			.doesNotContain("4711", "s Secret")
			.containsPattern("^select (p|\\*) from (P|p)erson (p )?where .*[?…]$");
	}

	@Test
	void slowestQueryIsCut() {
		assertThat(slowest("select p from Person p where " + "p.name = :name and ".repeat(1000))).hasSize(1000)
			.endsWith("…");
		assertThat(slowest("select p from Person p")).isEqualTo("select p from Person p");
		assertThat(slowest(null)).isNull();
	}

}
