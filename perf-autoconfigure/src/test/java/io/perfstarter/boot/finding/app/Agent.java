package io.perfstarter.boot.finding.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * Works on tickets.
 */
@Entity
public class Agent {

	@Id
	public long id;

	public String name = "";

}
