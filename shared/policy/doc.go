// Package policy is the IAM JSON policy language: documents parsed with the
// position of every element, printed in a canonical order, measured as AWS
// measures them, and matched as AWS matches them.
//
// The package is pure. It reads no file, clock or network, keeps no state
// between calls, and every function is safe for concurrent use.
//
// # Reading a document
//
//	doc := policy.Parse(src)
//	if err := doc.Err(); err != nil {
//		// AWS would refuse the document: err names the first thing that is wrong and where
//	}
//	for i := range doc.Statements {
//		st := &doc.Statements[i]
//		if st.IsAllow() { … st.Action.Values[0].Text … }
//	}
//
// [Parse] never fails: what it understood is in the tree, what it did not is in
// [Document.Problems]. A tree with problems is good enough to show and to lint,
// never to decide access: evaluators check [Document.Err] first.
//
// An element that is absent is nil. An element that is present with a wrong JSON
// type is present in the tree with that type (see [Value.Type]) and has a
// problem. One string and a list of one string mean the same; [List.Single]
// remembers how it was written.
//
// The grammar is that of "Grammar of the IAM JSON policy language" in the IAM
// User Guide.
package policy
