// Package eval decides requests against IAM policies, offline and exactly.
//
// It implements the pages "Policy evaluation logic", "Policy evaluation for
// requests within a single account", "Cross-account policy evaluation logic",
// "SCP evaluation", "RCP evaluation" and "IAM JSON policy element reference" of
// the AWS documentation. It knows no network, no clock and no database: what is
// not in the request is not known.
//
// # Use
//
// For one request in the form of the command line and the API, call [Simulate].
// For many requests in one stream, call [SimulateBatch].
//
// For many requests against the same policies, compile once and decide often:
//
//	p, err := eval.Compile(policy.Parse(src), policy.KindIdentity, "AdminPolicy")
//	set := &eval.Set{Identity: []*eval.Policy{p}}
//	who, err := eval.ParsePrincipal("arn:aws:iam::111122223333:user/Alice")
//	call, err := eval.NewCall(who, "s3:GetObject", "arn:aws:s3:::b/k", "", nil)
//	decision := set.Decide(call)  // no allocation
//	result := set.Explain(call)   // the same decision, with its reasons
//	set.DecideFast(call.For(other)) // one question asked of many principals
//
// A [Policy], a [Set], a [Principal], a [Context] and a [Call] are not changed
// by a decision and may be shared between goroutines.
//
// # Unknown
//
// Evaluation is three-valued. A context key that the caller declared as
// possibly present makes every condition on it "maybe", and a decision that
// hangs on such a condition is [Unknown] and names the keys it hangs on. A
// request that is refused whatever those keys hold is [ImplicitDeny] (or
// [ExplicitDeny], when a Deny statement applies in every case), not [Unknown].
package eval
