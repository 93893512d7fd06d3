// Package compare tells how two policies relate by what they allow, not by how they
// are written.
//
// It looks for a request that one policy allows and the other does not: a witness.
// When there certainly is none in either direction the policies are equivalent. Each
// witness is confirmed by package eval before it is shown. The order of statements,
// how they are split, redundancy, Sid and the case of actions make no difference.
//
// # What counts as a request
//
//   - Actions are those of the catalog, those the policies name, and for services the
//     catalog does not know, any.
//   - Resources are any ARN, and "*" as in requests for actions that take no resource.
//   - Principals, for policies that name them, are those named, and any others.
//   - A condition key is absent or has a value of the type its operators read. A key
//     that is tested without set operators holds one value, unless AWS documents it as
//     multivalued. Keys are taken as independent of each other, save those that
//     follow from the principal of a resource-based policy.
//
// A policy is compared by itself: a Deny counts where it takes something from the
// policy's own Allow statements. Options.Denies compares what the policies deny.
//
// # How
//
// Actions and principals fall into finitely many classes that no statement tells apart.
// Within a class each statement is a set of requests: a product of a set of resources
// and, for each condition key, a set of values. A witness lies in an Allow statement of
// one policy and outside a union of others, which a search with unit propagation decides;
// package glob decides the sets of texts. The search has a budget, so that hostile
// policies end as Unknown with the reason.
package compare
