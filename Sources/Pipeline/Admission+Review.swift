// SPDX-License-Identifier: Apache-2.0
//
// Rules for publications: the question is whole, so that its figures can be computed again.

extension AdmissionState {
    func judge(_ published: Published, into docket: inout Docket) {
        if let unit = published.unit {
            docket.checkUnit(unit, at: docket.own("unit"), units: units)
        } else {
            docket.need(false, docket.own("unit"))
        }
        docket.need(published.asOf != nil, docket.own("asOf"))
        docket.need(published.epoch?.isEmpty == false, docket.own("epoch"))
        docket.need(published.knownAt != nil, docket.own("knownAt"))
        if let position = published.knownAt, position < 0 {
            docket.refuse(.countOutOfRange, docket.own("knownAt"), "positions are not below 0")
        } else if docket.isNew, let position = published.knownAt, position > head.number {
            docket.refuse(
                .countOutOfRange, docket.own("knownAt"), "the journal ends at position \(head)")
        }
        docket.need(!published.figures.isEmpty, docket.own("figures"))
        for (index, figure) in published.figures.enumerated() {
            let path = docket.own("figures[\(index)]")
            docket.need(figure.measure?.isEmpty == false, "\(path).measure")
            docket.need(figure.text?.isEmpty == false, "\(path).text")
            docket.need(figure.digest != nil, "\(path).digest")
        }
        if case .publication(let name)? = docket.fact.derivedSubject, publications.contains(name) {
            docket.refuse(
                .alreadyPublished, "subject",
                "\(name.text) is published already; a correction states it anew")
        }
    }
}
