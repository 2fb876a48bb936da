// SPDX-License-Identifier: Apache-2.0
//
// What a question may ask for in the way of display, and which cohort a rate is of.

public import Pipeline

/// How figures are rounded at display.
public enum RoundingChoice: String, NamedChoice {
    /// Half away from zero (四舍五入); the default.
    case halfUp = "HALF_UP"
    case halfEven = "HALF_EVEN"
    case truncate = "TRUNCATE"
}

/// The language of names and texts.
public enum LanguageChoice: String, NamedChoice {
    case chinese = "ZH"
    case english = "EN"
}

/// The projects that a rate is taken over.
public enum CohortChoice: String, NamedChoice {
    case newlyStored = "NEWLY_STORED"
    /// Contracts signed in the period.
    case signed = "SIGNED"
}
