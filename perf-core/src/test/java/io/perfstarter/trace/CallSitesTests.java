package io.perfstarter.trace;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.example.orm.Mapper;
import com.example.shop.OrderService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallSites}. Frames of this class's own package count as the starter's.
 */
class CallSitesTests {

	private static final CallSites SHOP = new CallSites(List.of("com.example.shop", ""));

	private static final CallSites UNKNOWN = new CallSites(List.of());

	private final OrderService service = new OrderService();

	@Test
	void theNearestFrameOfTheApplicationWins() {
		CallSite found = this.service.load(() -> Mapper.map(SHOP::find));
		assertThat(found.className()).isEqualTo("com.example.shop.OrderService");
		assertThat(found.methodName()).isEqualTo("load");
		assertThat(found.line()).isPositive();
		assertThat(found).hasToString("com.example.shop.OrderService.load:" + found.line());
	}

	@Test
	void withoutKnownPackagesTheNearestStrangerWins() {
		CallSite found = this.service.load(() -> Mapper.map(UNKNOWN::find));
		assertThat(found.className()).isEqualTo("com.example.orm.Mapper");
	}

	@Test
	void aStrangerWillDoWhereNoFrameIsTheApplications() {
		CallSite found = Mapper.map(() -> Mapper.map(SHOP::find));
		assertThat(found.className()).isEqualTo("com.example.orm.Mapper");
	}

	@Test
	void aPackageIsNoPrefixOfANameAlone() {
		CallSites shoes = new CallSites(List.of("com.example.sho"));
		assertThat(this.service.load(() -> Mapper.map(shoes::find)).className()).isEqualTo("com.example.orm.Mapper");
	}

	@Test
	void proxiesArePassedOver() {
		OrderService.Traced$$SpringCGLIB$$0 proxy = new OrderService.Traced$$SpringCGLIB$$0();
		CallSite found = this.service.load(() -> proxy.intercept(SHOP::find));
		assertThat(found.className()).isEqualTo("com.example.shop.OrderService");
		assertThat(found.methodName()).isEqualTo("load");
	}

	@Test
	void aLambdaIsItsClass() {
		CallSite found = this.service.loadInLambda(SHOP::find);
		assertThat(found.className()).isEqualTo("com.example.shop.OrderService");
		assertThat(found.methodName()).startsWith("lambda$loadInLambda");
	}

	@Test
	void anApplicationInsideAFrameworksPackageIsFound() {
		CallSites own = new CallSites(List.of("io.perfstarter.trace"));
		assertThat(own.find().className()).isEqualTo(CallSites.class.getName());
	}

	@Test
	void nothingIsFoundWhereAllIsFramework() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			assertThat(thread.submit(SHOP::find).get()).isNull();
		}
		finally {
			thread.shutdownNow();
		}
	}

	@Test
	void aStackWithoutEndIsGivenUp() {
		assertThat(this.service.load(() -> deep(600, UNKNOWN::find))).isNull();
	}

	private static CallSite deep(int depth, Supplier<CallSite> callee) {
		return (depth == 0) ? callee.get() : deep(depth - 1, callee);
	}

}
