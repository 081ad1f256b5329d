package io.perfstarter.sample.data;

import java.util.List;
import java.util.Random;

/**
 * Names to put together.
 */
final class Words {

	static final List<String> CATEGORIES = List.of("Kitchen", "Garden", "Office", "Travel", "Lighting", "Bath", "Toys",
			"Tools", "Textiles", "Storage");

	private static final List<String> THINGS = List.of("kettle", "watering can", "desk pad", "suitcase", "lamp",
			"towel rail", "wooden train", "screwdriver set", "blanket", "crate");

	private static final List<String> KINDS = List.of("Plain", "Small", "Large", "Blue", "Green", "Red", "Light",
			"Sturdy", "Folding", "Round", "Square", "Striped", "Matt", "Classic", "Modern", "Tall", "Flat", "Soft",
			"Slim", "Double");

	private static final List<String> FIRST_NAMES = List.of("Ada", "Bela", "Chidi", "Dana", "Emil", "Fatma", "Goran",
			"Hanna", "Ines", "Jonas", "Kofi", "Lena", "Mei", "Noor", "Oskar", "Priya", "Quinn", "Rosa", "Sven", "Tariq",
			"Uma", "Vera", "Wanda", "Yara", "Zoe");

	private static final List<String> LAST_NAMES = List.of("Abbott", "Berger", "Costa", "Dietrich", "Eriksen",
			"Fischer", "Garcia", "Haddad", "Ivanova", "Jensen", "Kaya", "Larsen", "Moreau", "Novak", "Okafor", "Petrov",
			"Rossi", "Sato", "Tanaka", "Usman", "Vogel", "Weber", "Yilmaz", "Zhang");

	private static final List<String> CITIES = List.of("Amsterdam", "Bergen", "Cork", "Dresden", "Evora", "Florence",
			"Ghent", "Helsinki", "Izmir", "Krakow", "Lyon", "Malaga", "Porto", "Riga", "Tartu", "Uppsala", "Vienna",
			"Zurich");

	private Words() {
	}

	/**
	 * Return a product's name; a product's thing fits its category, whose order is the
	 * same.
	 * @param id the product's id
	 * @return a name
	 */
	static String product(int id) {
		int index = id - 1;
		String kind = KINDS.get(index / THINGS.size() % KINDS.size());
		return kind + " " + THINGS.get(index % THINGS.size());
	}

	static String person(Random random) {
		return any(FIRST_NAMES, random) + " " + any(LAST_NAMES, random);
	}

	static String city(Random random) {
		return any(CITIES, random);
	}

	private static String any(List<String> words, Random random) {
		return words.get(random.nextInt(words.size()));
	}

}
