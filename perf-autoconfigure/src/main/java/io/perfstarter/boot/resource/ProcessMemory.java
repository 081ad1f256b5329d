package io.perfstarter.boot.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of the memory of this process: its resident size, and the limit of its
 * control group in version 1 or 2. Elsewhere nothing is known. Immutable, thread-safe.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
final class ProcessMemory {

	static final long UNKNOWN = -1;

	/** Version 1 says a number near the largest if there is no limit. */
	private static final long NO_LIMIT = 1L << 60;

	private final Path root;

	/**
	 * Creates a reader.
	 * @param root where {@code proc} and {@code sys} are
	 */
	ProcessMemory(Path root) {
		this.root = root;
	}

	/** Returns what the process has in RAM, in bytes. */
	long residentBytes() {
		for (String line : lines(this.root.resolve("proc/self/status"))) {
			if (line.startsWith("VmRSS:")) {
				String[] words = line.substring("VmRSS:".length()).trim().split("\\s+");
				long number = number(words[0]);
				return (number >= 0 && words.length == 2 && words[1].equals("kB")) ? number * 1024 : UNKNOWN;
			}
		}
		return UNKNOWN;
	}

	/** Returns the smallest limit of the control group and of those that it lies in. */
	long limitBytes() {
		String unified = null;
		String memory = null;
		for (String line : lines(this.root.resolve("proc/self/cgroup"))) {
			// number:controllers:path
			String[] parts = line.split(":", 3);
			if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
				unified = parts[2];
			}
			else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
				memory = parts[2];
			}
		}
		if (memory != null) {
			return smallest(this.root.resolve("sys/fs/cgroup/memory"), memory, "memory.limit_in_bytes");
		}
		return (unified != null) ? smallest(this.root.resolve("sys/fs/cgroup"), unified, "memory.max") : UNKNOWN;
	}

	/**
	 * Inside of a container the path may be the host's: what is not there is passed over.
	 */
	private static long smallest(Path mount, String group, String file) {
		long smallest = UNKNOWN;
		Path directory = directory(mount, group);
		while (directory != null && directory.startsWith(mount)) {
			List<String> lines = lines(directory.resolve(file));
			long limit = lines.isEmpty() ? UNKNOWN : number(lines.get(0).trim());
			if (limit >= 0 && limit < NO_LIMIT && (smallest == UNKNOWN || limit < smallest)) {
				smallest = limit;
			}
			directory = directory.getParent();
		}
		return smallest;
	}

	private static @Nullable Path directory(Path mount, String group) {
		try {
			Path directory = mount.resolve(group.replaceFirst("^/+", "")).normalize();
			return directory.startsWith(mount) ? directory : mount;
		}
		catch (InvalidPathException ex) {
			return mount;
		}
	}

	private static List<String> lines(Path file) {
		try {
			return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private static long number(String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			return UNKNOWN;
		}
	}

}
