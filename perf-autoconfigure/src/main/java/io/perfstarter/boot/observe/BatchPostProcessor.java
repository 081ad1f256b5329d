package io.perfstarter.boot.observe;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.perfstarter.boot.Performance;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.UnexpectedJobExecutionException;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes each run of a batch job an execution, and each of its steps a step with the items
 * that it wrote. One more listener on those that are beans; those of the user stay.
 */
final class BatchPostProcessor implements BeanPostProcessor {

	private final Supplier<Runs> runs;

	private final Supplier<Performance> performance;

	private final Supplier<Guard> guard;

	BatchPostProcessor(Supplier<Runs> runs, Supplier<Performance> performance, Supplier<Guard> guard) {
		this.runs = runs;
		this.performance = performance;
		this.guard = guard;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		try {
			if (bean instanceof AbstractJob job) {
				job.registerJobExecutionListener(new JobRuns(this.runs));
			}
			if (bean instanceof AbstractStep step) {
				step.registerStepExecutionListener(new StepRuns(this.performance));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.get().swallowed("batch", ex);
		}
		return bean;
	}

	private static Throwable failure(List<Throwable> failures) {
		return failures.isEmpty() ? new UnexpectedJobExecutionException("It failed without an exception")
				: failures.get(0);
	}

	/** The runs of a job. */
	private static final class JobRuns implements JobExecutionListener {

		private final Supplier<Runs> runs;

		private final Map<JobExecution, Execution> running = new ConcurrentHashMap<>();

		JobRuns(Supplier<Runs> runs) {
			this.runs = runs;
		}

		@Override
		public void beforeJob(JobExecution jobExecution) {
			Execution execution = this.runs.get().begin(jobExecution.getJobInstance().getJobName());
			if (execution != null) {
				this.running.put(jobExecution, execution);
			}
		}

		@Override
		public void afterJob(JobExecution jobExecution) {
			Throwable failure = (jobExecution.getStatus() == BatchStatus.FAILED)
					? failure(jobExecution.getAllFailureExceptions()) : null;
			this.runs.get().end(this.running.remove(jobExecution), failure, 0);
		}

	}

	/** The runs of a step. */
	private static final class StepRuns implements StepExecutionListener {

		private final Supplier<Performance> performance;

		private final Map<StepExecution, Performance.Step> running = new ConcurrentHashMap<>();

		StepRuns(Supplier<Performance> performance) {
			this.performance = performance;
		}

		@Override
		public void beforeStep(StepExecution stepExecution) {
			this.running.put(stepExecution,
					this.performance.get()
						.step(stepExecution.getJobExecution().getJobInstance().getJobName() + "."
								+ stepExecution.getStepName()));
		}

		@Override
		public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
			Performance.Step step = this.running.remove(stepExecution);
			if (step != null) {
				if (stepExecution.getStatus() == BatchStatus.FAILED) {
					step.failed(failure(stepExecution.getFailureExceptions()));
				}
				step.items(stepExecution.getWriteCount()).close();
			}
			return null;
		}

	}

}
