package io.perfstarter.boot.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files as Linux has them.
 */
class ProcessMemoryTests {

	private static final long MEGABYTE = 1 << 20;

	@TempDir
	Path root;

	private void file(String path, String content) throws IOException {
		Path file = this.root.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private ProcessMemory memory() {
		return new ProcessMemory(this.root);
	}

	@Test
	void residentSize() throws IOException {
		file("proc/self/status", "Name:\tjava\nVmPeak:\t 4567890 kB\nVmSize:\t 4567880 kB\nVmHWM:\t  223456 kB\n"
				+ "VmRSS:\t  212340 kB\nRssAnon:\t  190000 kB\nThreads:\t34\n");
		assertThat(memory().residentBytes()).isEqualTo(212_340 * 1024L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Name:\tjava\n", "VmRSS:\n", "VmRSS:\t many kB\n", "VmRSS:\t 12 MB\n" })
	void residentSizeUnknown(String status) throws IOException {
		file("proc/self/status", status);
		assertThat(memory().residentBytes()).isEqualTo(ProcessMemory.UNKNOWN);
	}

	@Test
	void withoutProc() {
		assertThat(memory().residentBytes()).isEqualTo(ProcessMemory.UNKNOWN);
		assertThat(memory().limitBytes()).isEqualTo(ProcessMemory.UNKNOWN);
	}

	@Test
	void version2InAContainer() throws IOException {
		file("proc/self/cgroup", "0::/\n");
		file("sys/fs/cgroup/memory.max", "536870912\n");
		assertThat(memory().limitBytes()).isEqualTo(512 * MEGABYTE);
	}

	@Test
	void version2WithoutLimit() throws IOException {
		file("proc/self/cgroup", "0::/\n");
		file("sys/fs/cgroup/memory.max", "max\n");
		assertThat(memory().limitBytes()).isEqualTo(ProcessMemory.UNKNOWN);
	}

	@Test
	void version2TheSmallestOnTheWayUpHolds() throws IOException {
		file("proc/self/cgroup", "0::/kubepods.slice/pod1.slice/app.scope\n");
		file("sys/fs/cgroup/kubepods.slice/memory.max", "1073741824\n");
		file("sys/fs/cgroup/kubepods.slice/pod1.slice/memory.max", "268435456\n");
		file("sys/fs/cgroup/kubepods.slice/pod1.slice/app.scope/memory.max", "max\n");
		assertThat(memory().limitBytes()).isEqualTo(256 * MEGABYTE);
	}

	@Test
	void version2WithThePathOfTheHost() throws IOException {
		file("proc/self/cgroup", "0::/../../kubepods/besteffort/pod2/abc\n");
		file("sys/fs/cgroup/memory.max", "268435456\n");
		assertThat(memory().limitBytes()).isEqualTo(256 * MEGABYTE);
	}

	@Test
	void version1InAContainer() throws IOException {
		file("proc/self/cgroup", "11:cpu,cpuacct:/docker/abc\n9:memory:/docker/abc\n1:name=systemd:/docker/abc\n");
		file("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
		assertThat(memory().limitBytes()).isEqualTo(512 * MEGABYTE);
	}

	@Test
	void version1OnTheHost() throws IOException {
		file("proc/self/cgroup", "9:cpuset,memory:/user.slice/app\n0::/user.slice/app\n");
		file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
		file("sys/fs/cgroup/memory/user.slice/memory.limit_in_bytes", "2147483648\n");
		file("sys/fs/cgroup/memory/user.slice/app/memory.limit_in_bytes", "1073741824\n");
		// Version 2 is there for something else
		file("sys/fs/cgroup/user.slice/app/memory.max", "1\n");
		assertThat(memory().limitBytes()).isEqualTo(1024 * MEGABYTE);
	}

	@Test
	void version1WithoutLimit() throws IOException {
		file("proc/self/cgroup", "9:memory:/\n");
		file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
		assertThat(memory().limitBytes()).isEqualTo(ProcessMemory.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense\n", "0:\n", "9:memory\n", ":::\n" })
	void groupsThatCannotBeRead(String groups) throws IOException {
		file("proc/self/cgroup", groups);
		assertThat(memory().limitBytes()).isEqualTo(ProcessMemory.UNKNOWN);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void thisProcess() {
		ProcessMemory memory = new ProcessMemory(Path.of("/"));
		assertThat(memory.residentBytes()).isBetween(20 * MEGABYTE, 64 * 1024 * MEGABYTE);
	}

}
