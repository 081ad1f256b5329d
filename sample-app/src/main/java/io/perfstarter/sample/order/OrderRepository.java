package io.perfstarter.sample.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Orders by JPA, with and without what belongs to them.
 */
interface OrderRepository extends Repository<Order, Long> {

	Order save(Order order);

	List<Order> findByStatusOrderByPlacedAt(OrderStatus status, Limit limit);

	@Query("select o from Order o join fetch o.customer where o.status = :status order by o.placedAt")
	List<Order> findWithCustomerByStatus(OrderStatus status, Limit limit);

	@Query("select o.id from Order o where o.status = :status order by o.placedAt")
	List<Long> findIdsByStatus(OrderStatus status, Limit limit);

	@EntityGraph(attributePaths = "lines")
	List<Order> findWithLinesByIdInOrderByPlacedAt(Collection<Long> ids);

	@Query("""
			select o from Order o join fetch o.customer join fetch o.lines l join fetch l.product
			where o.id = :id""")
	Optional<Order> findWhole(long id);

}
