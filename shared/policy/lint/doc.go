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
// however hostile the document, comparisons between its parts stop after a fixed
// amount of work, so findings about redundancy may then be missing, never wrong.
package lint
