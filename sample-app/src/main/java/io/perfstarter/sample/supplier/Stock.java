package io.perfstarter.sample.supplier;

/**
 * What the supplier has of a product.
 *
 * @param sku the product's number
 * @param available how many pieces there are
 */
record Stock(String sku, int available) {

}
