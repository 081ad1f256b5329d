package io.perfstarter.sample.product;

import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

/**
 * Products by JPA.
 */
public interface ProductRepository extends Repository<Product, Long> {

	Optional<Product> findById(long id);

	@EntityGraph(attributePaths = "category")
	Optional<Product> findWithCategoryById(long id);

	@EntityGraph(attributePaths = "category")
	List<Product> findAllByOrderByName();

	List<Product> findAllByOrderById(Limit limit);

}
