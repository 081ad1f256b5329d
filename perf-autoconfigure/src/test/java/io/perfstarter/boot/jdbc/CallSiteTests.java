package io.perfstarter.boot.jdbc;

import java.util.List;
import java.util.Objects;

import io.perfstarter.analysis.Reports;
import io.perfstarter.analysis.StatementFigures;
import io.perfstarter.analysis.StatementSort;
import io.perfstarter.boot.jdbc.app.ItemService;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the application's own frame is named where a statement is seen first.
 */
class CallSiteTests {

	@Test
	void throughARepositoryAndThroughATemplate() {
		CountingTests.jpa(Database.H2.driver()).run((context) -> {
			ItemService items = context.getBean(ItemService.class);
			in(context, () -> {
				items.findThroughRepository("a");
				items.findThroughTemplate("a");
				items.findThroughTemplate("b");
			});
			assertThat(callSites(context, "like ?")).singleElement()
				.asString()
				.startsWith(ItemService.class.getName() + ".findThroughRepository:");
			assertThat(callSites(context, "select name from item where name = ?")).singleElement()
				.asString()
				.startsWith(ItemService.class.getName() + ".lambda$findThroughTemplate$");
		});
	}

	@Test
	void flushNamesTheCallerOfTheTransaction() {
		CountingTests.jpa(Database.H2.driver()).run((context) -> {
			ItemService items = context.getBean(ItemService.class);
			in(context, () -> items.saveBoth("a", false));
			assertThat(callSites(context, "insert into item (name,id)")).singleElement()
				.asString()
				.startsWith(ItemService.class.getName() + ".saveBoth:");
		});
	}

	private static void in(ApplicationContext context, Runnable work) {
		Tracer tracer = context.getBean(Tracer.class);
		Execution execution = tracer.start(OperationKind.TASK);
		execution.operation(new Operation(OperationKind.TASK, "task"));
		work.run();
		tracer.end(execution);
	}

	private static List<String> callSites(ApplicationContext context, String part) {
		Reports reports = new Reports(Contexts.store(context), context.getBean(Tracer.class),
				context.getBean(Guard.class));
		List<StatementFigures> found = reports.statements(60, part, StatementSort.COUNT, 10).statements();
		assertThat(found).as("statements with %s", part).hasSize(1);
		return Objects.requireNonNull(reports.statement(found.get(0).id(), 60)).callSites();
	}

}
