package io.perfstarter.sample.report;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Reports as pages.
 */
@Controller
class ReportController {

	private final Ranking ranking;

	ReportController(Ranking ranking) {
		this.ranking = ranking;
	}

	@GetMapping("/reports/slow-ranking")
	String slowRanking(Model model) {
		model.addAttribute("orders", this.ranking.bySubselect());
		return "reports/ranking";
	}

	@GetMapping("/reports/ranking")
	String ranking(Model model) {
		model.addAttribute("orders", this.ranking.byWindow());
		return "reports/ranking";
	}

}
