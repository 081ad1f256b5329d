package io.perfstarter.boot.finding.app;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;

/**
 * A node of a tree.
 */
@Entity
public class Category {

	@Id
	public long id;

	@ManyToOne(fetch = FetchType.LAZY)
	public Category parent;

	@OneToMany(mappedBy = "parent")
	public List<Category> children = new ArrayList<>();

}
