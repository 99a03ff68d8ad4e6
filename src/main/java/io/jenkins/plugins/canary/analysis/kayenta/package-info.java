/**
 * A judge that decides as Kayenta's {@code NetflixACAJudge-v1.0} does, for teams that come from there: Mann-Whitney tests of
 * samples, groups, weights and scores. Written anew from its documentation and behaviour; deterministic, which Kayenta is not
 * where both arms are constant.
 */
package io.jenkins.plugins.canary.analysis.kayenta;
