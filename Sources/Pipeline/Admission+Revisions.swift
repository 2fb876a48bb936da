// SPDX-License-Identifier: Apache-2.0
//
// Rules for revised investments and for details.
//
// Who revises what a project is worth counts as one who agreed: another one stores it, whichever
// comes first. Details may be set at any time, after the end too.

extension AdmissionState {
    func judge(
        _ revised: InvestmentRevised, project: ProjectState, into docket: inout Docket
    ) {
        if let money = revised.totalInvestment {
            docket.checkAmount(
                money, at: docket.own("totalInvestment"), limitFen: Money.projectMaximumFen,
                mayBeZero: false)
        } else {
            docket.need(false, docket.own("totalInvestment"))
        }
        let principal = docket.context.principal
        if principal.isAuthenticated, project.reviewer == principal {
            docket.refuse(
                .fourEyes, "", "who stored a project is not the one who revises its investment")
        }
    }

    func judge(_ set: DetailsSet, into docket: inout Docket) {
        docket.need(!set.details.isEmpty, docket.own("details"))
        if set.details.count > DetailsSet.detailsMax {
            docket.refuse(
                .countOutOfRange, docket.own("details"),
                "a fact sets at most \(DetailsSet.detailsMax) details")
        }
        var names: Set<String> = []
        for (index, detail) in set.details.enumerated() {
            let path = docket.own("details[\(index)].name")
            guard let name = detail.name, !name.isEmpty else {
                docket.need(false, path)
                continue
            }
            if !names.insert(name).inserted {
                docket.refuse(.fieldNotAllowed, path, "the detail is set once a fact")
            }
        }
    }
}
