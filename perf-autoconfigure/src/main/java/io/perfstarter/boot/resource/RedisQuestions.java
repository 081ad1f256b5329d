package io.perfstarter.boot.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.perfstarter.series.RedisState;
import org.jspecify.annotations.Nullable;

/**
 * What every Redis is asked, whatever the driver. An error that Redis answers with leaves
 * something unknown; any other is for the caller.
 */
final class RedisQuestions {

	private final List<String> reasons = new ArrayList<>();

	private RedisQuestions() {
	}

	static RedisAnswer ask(Supplier<Map<String, String>> info, Supplier<@Nullable Object> slowLog) {
		RedisQuestions questions = new RedisQuestions();
		Map<String, String> told = questions.answer("INFO", info);
		Object entries = questions.answer("SLOWLOG", slowLog);
		List<RedisState.SlowCommand> commands = RedisText.slowLog(entries);
		return new RedisAnswer((told != null) ? told : Map.of(), commands,
				questions.reasons.isEmpty() ? null : String.join("; ", questions.reasons));
	}

	private <T> @Nullable T answer(String command, Supplier<? extends @Nullable T> question) {
		try {
			return question.get();
		}
		catch (RuntimeException ex) {
			if (!RedisText.isAnswer(ex)) {
				throw ex;
			}
			this.reasons.add(command + ": " + RedisText.reason(ex));
			return null;
		}
	}

}
