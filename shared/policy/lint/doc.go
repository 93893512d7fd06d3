// Package lint checks an IAM policy the way AWS's own "IAM Access Analyzer
// policy check reference" does, offline, and adds security checks of its own.
//
//	for _, f := range lint.Check(src, lint.Options{Kind: policy.KindIdentity}) {
//		fmt.Println(f.Span.Line, f.Type, f.Code, f.Message)
//	}
//
// Codes and types are those of IAM Access Analyzer where it has the check; codes
// of our own begin with IAMC_. An error means that AWS refuses the document or
// that a part of it cannot work; see [Codes] for what every code means.
//
// The package is pure and safe for concurrent use. Its running time is bounded:
// however hostile the document, comparisons between its parts and with the catalog
// stop after an amount of work that no policy of a size AWS stores comes near.
// Findings may then be missing; none is made up for want of looking.
package lint
