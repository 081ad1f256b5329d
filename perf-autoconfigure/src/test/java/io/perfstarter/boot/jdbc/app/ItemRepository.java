package io.perfstarter.boot.jdbc.app;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * A repository.
 */
public interface ItemRepository extends JpaRepository<Item, Long> {

	List<Item> findByNameStartingWith(String prefix);

}
