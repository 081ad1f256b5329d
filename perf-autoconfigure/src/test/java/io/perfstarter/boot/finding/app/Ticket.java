package io.perfstarter.boot.finding.app;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * Has an agent, who is loaded with it whether wanted or not.
 */
@Entity
public class Ticket {

	@Id
	public long id;

	public String text = "";

	@ManyToOne(fetch = FetchType.EAGER)
	public Agent agent;

}
