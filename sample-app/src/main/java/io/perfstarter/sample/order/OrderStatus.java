package io.perfstarter.sample.order;

/**
 * How far an order has come.
 */
public enum OrderStatus {

	OPEN, SHIPPED, CANCELLED

}
