/**
 * The entities of a small shop.
 */
package io.perfstarter.boot.hibernate.app;
