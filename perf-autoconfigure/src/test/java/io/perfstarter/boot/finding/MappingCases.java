package io.perfstarter.boot.finding;

import java.util.List;
import java.util.stream.IntStream;

import io.perfstarter.analysis.FindingType;
import io.perfstarter.boot.ExpectedQueries;
import io.perfstarter.boot.finding.app.Author;
import io.perfstarter.boot.finding.app.Authors;
import io.perfstarter.boot.finding.app.Book;
import io.perfstarter.boot.finding.app.Books;
import io.perfstarter.boot.finding.app.Category;
import io.perfstarter.boot.finding.app.Country;
import io.perfstarter.boot.finding.app.Note;
import io.perfstarter.boot.finding.app.Store;
import io.perfstarter.boot.finding.app.Ticket;
import jakarta.persistence.EntityManager;

import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

/**
 * Requests that read and write by Hibernate. Data: 20 authors with 3 books each, 2
 * reviews of each book, 12 tickets with an agent each, a tree of 15 categories, 20
 * stores, 1,500 notes.
 */
@RestController
class MappingCases {

	private final Authors authors;

	private final Books books;

	private final EntityManager em;

	private final TransactionTemplate transaction;

	MappingCases(Authors authors, Books books, EntityManager em, TransactionTemplate transaction) {
		this.authors = authors;
		this.books = books;
		this.em = em;
		this.transaction = transaction;
	}

	/** Problem: the books of each of 20 authors are loaded on their own. */
	@Finds(value = FindingType.N_PLUS_ONE, associations = "Author.books", count = 1)
	public void lazyCollection() {
		this.authors.findAllByOrderById().forEach((author) -> author.books.size());
	}

	/**
	 * Problem: the authors of 30 books, of whom there are 10, are loaded on their own.
	 */
	@Finds(value = FindingType.N_PLUS_ONE, associations = "Book.author", count = 1)
	public void lazyReference() {
		this.books.findAllByOrderById(Limit.of(30)).forEach((book) -> book.author.getName());
	}

	/** Problem, nested: books of authors and reviews of their books, all one by one. */
	@Finds(value = FindingType.N_PLUS_ONE, associations = { "Author.books", "Book.reviews" }, count = 2)
	public void nested() {
		for (Author author : this.authors.findAllByOrderByIdDesc(Limit.of(6))) {
			author.books.forEach((book) -> book.reviews.size());
		}
	}

	/** Problem: the template looks into a lazy collection of each author. */
	@Finds(value = FindingType.N_PLUS_ONE, associations = "Author.books", count = 1)
	public ModelAndView lazyInView() {
		List<Author> all = this.authors.findAllByOrderById();
		return new ModelAndView((model, request, response) -> {
			for (Author author : all) {
				response.getWriter().println(author.books.size());
			}
		});
	}

	/** Problem: a tree is walked by its lazy children, node by node. */
	@Finds(value = FindingType.N_PLUS_ONE, associations = "Category.children", count = 1)
	public void lazyTree() {
		walk(this.em.find(Category.class, 1L));
	}

	private static int walk(Category category) {
		return 1 + category.children.stream().mapToInt(MappingCases::walk).sum();
	}

	/** Problem: ids come from a query, and each author is looked up by itself. */
	@Finds(FindingType.N_PLUS_ONE)
	public void findByIdInLoop() {
		List<Long> ids = this.em.createQuery("select a.id from Author a order by a.id", Long.class).getResultList();
		ids.forEach(this.authors::findById);
	}

	/** Problem: nobody asked for the agents, which the mapping wants, one by one. */
	@Finds(value = FindingType.EAGER_ASSOCIATION, associations = "Ticket.agent", count = 1)
	public void eagerOneByOne() {
		this.em.createQuery("select t from Ticket t order by t.id", Ticket.class).getResultList();
	}

	/**
	 * Problem: what the view shows is read while it renders, by two different queries.
	 */
	@Finds(FindingType.RENDER_QUERIES)
	public ModelAndView queriesInView() {
		Author author = this.authors.findById(1).orElseThrow();
		return new ModelAndView((model, request, response) -> {
			response.getWriter().println(author.books.size());
			response.getWriter().println(author.books.get(0).reviews.size());
		});
	}

	/** Problem: all notes, however many there are, for one page. */
	@Finds(FindingType.UNBOUNDED_RESULT)
	public void allNotes() {
		this.em.createQuery("select n from Note n", Note.class).getResultList();
	}

	/**
	 * Problem: a page in the order of a fetched collection, which every version of
	 * Hibernate cuts out in memory.
	 */
	@Finds(FindingType.PAGED_IN_MEMORY)
	public void pagedInMemory() {
		this.em.createQuery("select a from Author a left join fetch a.books b order by b.id", Author.class)
			.setMaxResults(3)
			.getResultList();
	}

	/** Legitimate: ordered by the authors alone, Hibernate limits them in a subquery. */
	@Finds
	public void pagedBySubquery() {
		this.em.createQuery("select a from Author a left join fetch a.books order by a.id", Author.class)
			.setMaxResults(3)
			.getResultList()
			.forEach((author) -> author.books.size());
	}

	/** Problem: ten entities are written with ten inserts, since their ids come back. */
	@Finds(FindingType.MISSING_BATCH)
	public void persistOneByOne() {
		this.transaction.executeWithoutResult((status) -> {
			IntStream.range(0, 10).forEach((i) -> this.em.persist(new Note("n" + i)));
			this.em.flush();
		});
	}

	/** Problem: a chain of queries after each cleared session, though values repeat. */
	@Finds(FindingType.CACHEABLE_READ)
	public void sameEntityAfterClear() {
		for (int i = 0; i < 8; i++) {
			this.authors.findById(3);
			this.em.clear();
		}
	}

	/** Legitimate: the entity graph loads all books with the authors. */
	@Finds
	public void entityGraph() {
		this.authors.findAllByOrderByName().forEach((author) -> author.books.size());
	}

	/** Legitimate: a join fetch. */
	@Finds
	public void joinFetch() {
		this.authors.findAllFetched().forEach((author) -> author.books.size());
	}

	/** Legitimate: references joined by the query. */
	@Finds
	public void joinedReference() {
		this.books.findAllWithAuthor(Limit.of(30)).forEach((book) -> book.author.getName());
	}

	/** Legitimate: 20 collections come with 5 queries, because of a batch size of 4. */
	@Finds
	public void batchSize() {
		stores().forEach((store) -> store.shelves.size());
	}

	/** Legitimate: all collections come with one subselect. */
	@Finds
	public void subselect() {
		stores().forEach((store) -> store.doors.size());
	}

	private List<Store> stores() {
		return this.em.createQuery("select s from Store s order by s.id", Store.class).getResultList();
	}

	/** Legitimate: eager, but joined by the query. */
	@Finds
	public void eagerJoined() {
		this.em.createQuery("select t from Ticket t join fetch t.agent order by t.id", Ticket.class).getResultList();
	}

	/**
	 * Legitimate: 10 lookups that the second-level cache answers but for the first time.
	 */
	@Finds
	public void secondLevelCache() {
		for (long id = 1; id <= 10; id++) {
			this.em.find(Country.class, id);
		}
	}

	/** Legitimate: four authors' books; too few to matter. */
	@Finds
	public void smallLoop() {
		this.authors.findAllByOrderByIdDesc(Limit.of(4)).forEach((author) -> author.books.size());
	}

	/** Legitimate: one entity with its two collections, a detail page. */
	@Finds
	public void detail() {
		Author author = this.authors.findById(2).orElseThrow();
		Book book = author.books.get(0);
		book.reviews.size();
	}

	/**
	 * Legitimate by our rule: the ids come with the request, no query told them. Whether
	 * the caller should ask for fewer or once is not to be seen from here.
	 */
	@Finds
	public void idsFromBody() {
		for (long id : new long[] { 2, 5, 7, 11, 13, 17, 19 }) {
			this.authors.findById(id);
		}
	}

	/** Legitimate: found again in the session, no query is run. */
	@Finds
	public void firstLevelCache() {
		for (int i = 0; i < 20; i++) {
			this.em.find(Author.class, 4L);
		}
	}

	/** Legitimate: everything is loaded before the view renders. */
	@Finds
	public ModelAndView viewWithData() {
		List<Author> all = this.authors.findAllFetched();
		return new ModelAndView((model, request, response) -> {
			for (Author author : all) {
				response.getWriter().println(author.books.size());
			}
		});
	}

	/** Legitimate, since somebody said so: N+1, but expected. */
	@ExpectedQueries(max = 30, reason = "authors are few")
	@Finds
	public void expected() {
		this.authors.findAllByOrderById().forEach((author) -> author.books.size());
	}

	/** Problem: more queries than were expected. */
	@ExpectedQueries(max = 10)
	@Finds(value = FindingType.N_PLUS_ONE, associations = "Author.books")
	public void moreThanExpected() {
		this.authors.findAllByOrderById().forEach((author) -> author.books.size());
	}

}
