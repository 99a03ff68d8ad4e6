/**
 * Numbers to verdict: interval counts, e-processes, limits and the verdict table.
 * Pure arithmetic: no I/O, no clock, no threads.
 *
 * <p><b>Units</b>, where nothing else is said. An interval's start is exclusive and its end inclusive. Totals are requests, and
 * events are some of them; of {@link io.jenkins.plugins.canary.analysis.Sense#MISFORTUNE misfortunes} totals are pod-seconds, and
 * of means they are numbers of values whose sum is in the place of events. Shares and ratios are plain numbers, never percent; a
 * weight of traffic is percent. Evidence is a natural logarithm, of which log(1/alpha) is enough for FAIL and log(1/beta) for
 * PASS; alpha and beta are probabilities for a release as a whole.
 *
 * <p><b>Sources.</b> Classes name author and year. "Methods" and "design" with a number are sections of the specification that this
 * package was written from, which rests on these:
 *
 * <table>
 * <caption>Sections and their sources</caption>
 * <tr><td>methods 1.0</td><td>evidence that one may look at any time: J. Ville, <i>Étude critique de la notion de collectif</i>, 1939</td></tr>
 * <tr><td>methods 1.1</td><td>ratios of shares: M. Lindon and A. Malek, NeurIPS 2022 (arXiv 2011.03567); frequent events: R. A.
 * Fisher, JRSS 98, 1935; strata: W. G. Cochran, Biometrics 10, 1954, N. Mantel and W. Haenszel, J. Nat. Cancer Inst. 22, 1959;
 * faults that begin late: A. N. Shiryaev, Theory Prob. Appl. 8, 1963, S. W. Roberts, Technometrics 8, 1966</td></tr>
 * <tr><td>methods 1.2</td><td>latency, edge by edge; quantiles: H. Robbins, Ann. Math. Stat. 41, 1970</td></tr>
 * <tr><td>methods 1.3</td><td>gauges: J. L. Hodges and E. L. Lehmann, Ann. Math. Stat. 34, 1963; P. Sen, JASA 63, 1968; I.
 * Waudby-Smith and others, arXiv 2103.06476</td></tr>
 * <tr><td>methods 1.4</td><td>conversions and means: as 1.1 and 1.3</td></tr>
 * <tr><td>methods 1.5</td><td>rare events by exposure: as 1.1; M. Lindon and N. Kallus, arXiv 2410.09282</td></tr>
 * <tr><td>methods 1.6</td><td>budgets: B. Beyer and others, <i>The Site Reliability Workbook</i>, 2018, chapter 5</td></tr>
 * <tr><td>methods 1.7</td><td>several metrics: V. Vovk and R. Wang, Ann. Stat. 49, 2021</td></tr>
 * <tr><td>methods 1.8</td><td>forecasts: A. Wald, <i>Sequential Analysis</i>, 1947</td></tr>
 * <tr><td>methods 2</td><td>noise: P. McCullagh and J. A. Nelder, <i>Generalized Linear Models</i>, 1989, section 4.5</td></tr>
 * <tr><td>methods 3</td><td>what must hold of all of it, as tests</td></tr>
 * <tr><td>design 6</td><td>amendments, which rest on simulated releases ({@code canary simulate}, docs/benchmark.md)</td></tr>
 * </table>
 */
package io.jenkins.plugins.canary.analysis;
