package io.perfstarter.benchmarks;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application under test. It is the same in every variant; the class path decides
 * what measures it.
 */
@SpringBootApplication
public class OwnerApplication {

}
