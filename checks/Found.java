import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends 20 requests to each of petclinic's lists, shows what was found and holds it against
 * what is so. Arguments: the application's address; whether petclinic's own
 * default_batch_fetch_size is on ("batched") or switched off ("single").
 */
class Found {

	private static final String[] PAGES = { "/owners?lastName=", "/owners?lastName=&page=2", "/owners/1", "/owners/6",
			"/owners/6/pets/8/edit", "/vets.html", "/vets" };

	private static final HttpClient client = HttpClient.newHttpClient();

	public static void main(String[] arguments) throws Exception {
		String address = arguments[0];
		boolean batched = arguments[1].equals("batched");
		for (int i = 0; i < 20; i++) {
			for (String page : PAGES) {
				get(address + page);
			}
		}
		String report = get(address + "/actuator/performance/findings");
		List<String> found = new ArrayList<>();
		Matcher finding = Pattern.compile("\"type\":\"(\\w+)\".*?\"operation\":\\{\"id\":\"\\w+\",\"name\":\"([^\"]+)\"\\}"
				+ ".*?\"evidence\":\\{\"summary\":\"([^\"]+)\"").matcher(report);
		while (finding.find()) {
			found.add(finding.group(1) + " in " + finding.group(2) + ": " + finding.group(3));
		}
		found.forEach((line) -> System.out.println("  " + line));
		// A page shows five owners; without batches the pets of each come with a query of their own
		boolean single = found.stream()
			.anyMatch((line) -> line.matches("(N_PLUS_ONE|EAGER_ASSOCIATION|MISSING_BATCH) .*"));
		boolean pets = found.stream()
			.anyMatch((line) -> line.startsWith("EAGER_ASSOCIATION in GET /owners: Owner.pets "));
		// PetTypeFormatter.parse reads all types for each option of the form
		boolean types = found.stream()
			.anyMatch((line) -> line.startsWith("CACHEABLE_READ in GET /owners/{ownerId}/pets/{petId}/edit: types "));
		boolean right = types && (batched ? !single : pets);
		System.out.println(found.size() + " found, " + (right ? "as it is" : "NOT as it is"));
		System.exit(right ? 0 : 1);
	}

	private static String get(String url) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

}
