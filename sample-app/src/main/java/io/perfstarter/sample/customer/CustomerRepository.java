package io.perfstarter.sample.customer;

import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/**
 * Customers by JPA.
 */
public interface CustomerRepository extends Repository<Customer, Long> {

	Optional<Customer> findById(long id);

	List<Customer> findAllByOrderByNameAscIdAsc();

	Page<Customer> findAllByOrderByNameAscIdAsc(Pageable pageable);

}
