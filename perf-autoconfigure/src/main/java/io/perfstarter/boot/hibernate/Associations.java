package io.perfstarter.boot.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.LoadCause.Kind;
import org.hibernate.engine.FetchTiming;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Knows the associations of one factory by name, as causes of loads. Each is made at
 * first use, from the mapping, and there once. Thread-safe.
 */
final class Associations {

	private static final int MAX_TABLES = 1000;

	private final SessionFactoryImplementor factory;

	private final Map<String, LoadCause> collections = new ConcurrentHashMap<>();

	private final Map<String, LoadCause> eagerCollections = new ConcurrentHashMap<>();

	private final Map<String, LoadCause> lazyEntities = new ConcurrentHashMap<>();

	private final Map<String, LoadCause> eagerEntities = new ConcurrentHashMap<>();

	/** By table; those that are the cause of nothing included. */
	private final Map<String, Optional<LoadCause>> uniqueKeys = new ConcurrentHashMap<>();

	private volatile @Nullable List<ToOne> toOnes;

	Associations(SessionFactoryImplementor factory) {
		this.factory = factory;
	}

	/**
	 * Returns the cause of an initialisation.
	 * @param role the collection
	 * @param loading whether other rows are just being read
	 */
	LoadCause collection(String role, boolean loading) {
		Map<String, LoadCause> causes = loading ? this.eagerCollections : this.collections;
		LoadCause cause = causes.get(role);
		if (cause == null) {
			cause = describe(role, loading);
			causes.put(role, cause);
		}
		return cause;
	}

	private LoadCause describe(String role, boolean loading) {
		CollectionPersister persister = metamodel().getCollectionDescriptor(role);
		boolean eager = loading
				|| persister.getAttributeMapping().getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE;
		return new LoadCause(eager ? Kind.EAGER_COLLECTION : Kind.LAZY_COLLECTION, shown(role),
				persister.getElementType().isEntityType() ? unqualified(persister.getElementPersister().getEntityName())
						: "",
				persister.isBatchLoadable() || persister.isSubselectLoadable() || isBatching());
	}

	/**
	 * Returns the cause of a load through a reference.
	 * @param entity the entity that is loaded
	 * @param eager whether nobody looked into the reference
	 */
	LoadCause entity(String entity, boolean eager) {
		Map<String, LoadCause> causes = eager ? this.eagerEntities : this.lazyEntities;
		LoadCause cause = causes.get(entity);
		if (cause == null) {
			EntityPersister persister = metamodel().getEntityDescriptor(entity);
			cause = new LoadCause(eager ? Kind.EAGER_ENTITY : Kind.LAZY_ENTITY, name(persister, eager),
					unqualified(entity), persister.isBatchLoadable() || isBatching());
			causes.put(entity, cause);
		}
		return cause;
	}

	/**
	 * Returns the cause of a load by a unique key.
	 * @param table the table that was read
	 * @return the cause, or {@code null} if nothing refers to the table in that way
	 */
	@Nullable LoadCause byUniqueKey(String table) {
		Optional<LoadCause> cause = this.uniqueKeys.get(table);
		if (cause == null) {
			cause = describeUniqueKey(table);
			if (this.uniqueKeys.size() < MAX_TABLES) {
				this.uniqueKeys.put(table, cause);
			}
		}
		return cause.orElse(null);
	}

	private Optional<LoadCause> describeUniqueKey(String table) {
		List<ToOne> found = toOnes().stream()
			.filter((toOne) -> toOne.byUniqueKey() && unqualified(toOne.table()).equalsIgnoreCase(unqualified(table)))
			.toList();
		if (found.isEmpty()) {
			return Optional.empty();
		}
		String entity = unqualified(found.get(0).target().getEntityName());
		return Optional
			.of(new LoadCause(Kind.EAGER_ENTITY, (found.size() == 1) ? found.get(0).name() : entity, entity, false));
	}

	/**
	 * Names the association if there is only one that it can be.
	 */
	private String name(EntityPersister target, boolean eager) {
		List<ToOne> candidates = toOnes().stream().filter((toOne) -> toOne.leadsTo(target)).toList();
		List<ToOne> likely = candidates.stream().filter((toOne) -> toOne.eager() == eager).toList();
		if (likely.isEmpty()) {
			likely = candidates;
		}
		return (likely.size() == 1) ? likely.get(0).name() : unqualified(target.getEntityName());
	}

	private List<ToOne> toOnes() {
		List<ToOne> found = this.toOnes;
		if (found == null) {
			List<ToOne> all = new ArrayList<>();
			metamodel().forEachEntityDescriptor((owner) -> owner.getDeclaredAttributeMappings()
				.forEachValue((attribute) -> collect(attribute, all)));
			found = List.copyOf(all);
			this.toOnes = found;
		}
		return found;
	}

	private void collect(AttributeMapping attribute, List<ToOne> all) {
		if (attribute instanceof ToOneAttributeMapping toOne) {
			all.add(new ToOne(shown(toOne.getNavigableRole().getFullPath()), toOne.getEntityMappingType(),
					toOne.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE,
					toOne.getReferencedPropertyName() != null));
		}
		else if (attribute instanceof EmbeddedAttributeMapping embedded) {
			EmbeddableMappingType type = embedded.getEmbeddableTypeDescriptor();
			for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
				collect(type.getAttributeMapping(i), all);
			}
		}
	}

	private boolean isBatching() {
		return this.factory.getSessionFactoryOptions().getDefaultBatchFetchSize() > 1;
	}

	private MappingMetamodel metamodel() {
		return this.factory.getMappingMetamodel();
	}

	/** Takes the package away from a role. */
	String shown(String role) {
		EntityPersister owner = null;
		for (int dot = role.lastIndexOf('.'); dot > 0 && owner == null; dot = role.lastIndexOf('.', dot - 1)) {
			owner = metamodel().findEntityDescriptor(role.substring(0, dot));
		}
		return (owner != null) ? unqualified(owner.getEntityName()) + role.substring(owner.getEntityName().length())
				: role;
	}

	private static String unqualified(String entity) {
		return entity.substring(entity.lastIndexOf('.') + 1);
	}

	/**
	 * A reference.
	 *
	 * @param name what it is called
	 * @param target what it leads to
	 * @param eager how it is mapped
	 * @param byUniqueKey whether it leads there by something else than the id
	 */
	private record ToOne(String name, EntityMappingType target, boolean eager, boolean byUniqueKey) {

		String table() {
			return this.target.getEntityPersister().getIdentifierTableName();
		}

		/** A reference to a class leads to the subclasses too. */
		boolean leadsTo(EntityPersister entity) {
			return this.target.getEntityName().equals(entity.getEntityName()) || entity.isTypeOrSuperType(this.target)
					|| this.target.isTypeOrSuperType(entity);
		}

	}

}
