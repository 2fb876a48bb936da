// SPDX-License-Identifier: Apache-2.0
//
// What a question may ask for in the way of display, beside the rounding rule and the cohort, which
// the rollup names.

public import Pipeline

/// The language of names and texts.
public enum LanguageChoice: String, NamedChoice {
    case chinese = "ZH"
    case english = "EN"
}
