package io.perfstarter.boot.finding.app;

import java.util.List;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Books.
 */
public interface Books extends Repository<Book, Long> {

	List<Book> findAllByOrderById(Limit limit);

	@Query("select b from Book b join fetch b.author order by b.id")
	List<Book> findAllWithAuthor(Limit limit);

}
