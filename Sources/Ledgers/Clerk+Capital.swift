// SPDX-License-Identifier: Apache-2.0
//
// A row of arrivals of capital → one increment of its project.
//
// The key is the project with its voucher. A row without a voucher is known by its project alone, and
// by its number among those of that project; which of them a later sheet means is told by what they
// say (`LedgerSync+Matching`). Vouchers spare the office that.

import Pipeline

extension Clerk {
    mutating func capitalFacts(_ row: inout Row) -> [Fact] {
        var capital = CapitalArrived()
        capital.amount = row.money(.amount)
        capital.origin = row.origin()
        capital.basis = .increment
        let project = row.code(.key, as: ProjectID.self)
        let unit = unit(&row)
        let day = row.day(.date)
        for (column, isEmpty) in [(Column.key, project == nil), (.date, day == nil)]
        where isEmpty && row.text(column) == nil {
            row.flag(.fieldMissing, column, "an arrival needs this")
        }
        if capital.amount == nil, row.cell(.amount) == nil {
            row.flag(.fieldMissing, .amount, "an arrival needs an amount")
        }
        guard let project, let day, capital.amount != nil else { return [] }
        let voucher = row.word(.voucher)
        if voucher != nil { row.take(.voucher) }
        let key = key(
            voucher.map { [project.text, "voucher \($0)"] } ?? [project.text], in: &row,
            keyColumn: .voucher, mayRepeat: voucher == nil)
        var fact = fact(.capitalArrived(capital), key, in: row)
        fact.subject = project.text
        fact.unit = unit
        fact.effectiveOn = day
        if let voucher {
            var evidence = Evidence()
            evidence.kind = "voucher"
            evidence.number = voucher
            fact.evidence = [evidence]
        }
        return [fact]
    }
}
