package io.perfstarter.boot.finding.app;

import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Authors, with and without their books.
 */
public interface Authors extends Repository<Author, Long> {

	List<Author> findAllByOrderById();

	List<Author> findAllByOrderByIdDesc(Limit limit);

	Optional<Author> findById(long id);

	Optional<Author> findByName(String name);

	@EntityGraph(attributePaths = "books")
	List<Author> findAllByOrderByName();

	@Query("select distinct a from Author a left join fetch a.books order by a.id")
	List<Author> findAllFetched();

}
