// Package ssoadminfake is IAM Identity Center and its identity store for tests. It
// speaks the real wire format to the SDK's clients, and where moto 5.2 knows an
// operation both answer alike, which a test shows.
//
// It is there for what moto lacks: permissions boundaries
// (GetPermissionsBoundaryForPermissionSet and its writes), tags (ListTagsForResource,
// TagResource, UntagResource), changes of people and groups (UpdateUser, UpdateGroup),
// operations that are still under way or fail
// (DescribePermissionSetProvisioningStatus, ListAccountAssignmentCreationStatus), a
// permission set that is provisioned in other accounts than the caller's, what a
// person has through groups in ListAccountAssignmentsForPrincipal, memberships and
// names of permission sets that are there already, permission sets that are assigned
// and so cannot be deleted, and refusals on demand.
//
// What it lacks: applications, trusted token issuers, checks of documents and of
// managed policies' names, filters of lists, signatures and permissions. Of a
// person's attributes it keeps those that the product shows.
package ssoadminfake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
)

// What every instance has.
const (
	Instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
	Store    = "d-1234567890"
)

const target = "SWBExternalService."

// Set is a permission set of the fake.
type Set struct {
	ARN, Name, Description, Duration, Relay, Inline string
	Managed                                         []string
	Customer                                        []types.CustomerManagedPolicyReference
	Boundary                                        *types.PermissionsBoundary
	Tags                                            []types.Tag
}

// ID is the last part of the ARN.
func (s *Set) ID() string { return s.ARN[len(s.ARN)-19:] }

// Assignment gives a permission set in an account to somebody.
type Assignment struct{ Account, Set, Kind, Principal string }

// User is a person of the fake.
type User struct{ ID, UserName, DisplayName, Given, Family, Email, External string }

// Group is a group of the fake.
type Group struct {
	ID, Name, Description string
	Members               []string
}

// operation is something that goes on after its answer.
type operation struct {
	id, status, failure string
	looks               int // how often it is found in progress still
	assignment          Assignment
}

// Fake is an instance with its identity store. Change it before requests, or between
// them.
type Fake struct {
	*awsjson.Server
	None        bool   // there is no instance
	PageSize    int    // of every list
	Slow        int    // how often an operation is found in progress
	Fails       string // why operations fail; "" when they do not
	Provisioned int    // how often something was provisioned
	Sets        []*Set
	Users       []*User
	Groups      []*Group
	Assignments []Assignment

	operations map[string]*operation
	made       int
}

// On adds an instance to a server that answers for other services already.
func On(t testing.TB, s *awsjson.Server) *Fake {
	t.Helper()
	f := &Fake{Server: s, PageSize: 20, operations: map[string]*operation{}}
	f.setReads()
	f.setWrites()
	f.assignments()
	f.people()
	return f
}

// Add makes a permission set with managed policies.
func (f *Fake) Add(name string, managed ...string) *Set {
	f.made++
	s := &Set{ARN: fmt.Sprintf("arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-%016x", f.made), Name: name, Duration: "PT1H", Managed: managed}
	f.Sets = append(f.Sets, s)
	return s
}

// Person makes a user.
func (f *Fake) Person(name string) *User {
	f.made++
	u := &User{ID: fmt.Sprintf("1234567890-00000000-0000-4000-8000-%012x", f.made), UserName: name, DisplayName: name, Given: name, Family: "Test", Email: name + "@example.com"}
	f.Users = append(f.Users, u)
	return u
}

// Team makes a group.
func (f *Fake) Team(name string, members ...*User) *Group {
	f.made++
	g := &Group{ID: fmt.Sprintf("1234567890-00000000-0000-4000-9000-%012x", f.made), Name: name}
	for _, m := range members {
		g.Members = append(g.Members, m.ID)
	}
	f.Groups = append(f.Groups, g)
	return g
}

// Assign assigns a permission set.
func (f *Fake) Assign(s *Set, kind, principal string, accounts ...string) {
	for _, account := range accounts {
		f.Assignments = append(f.Assignments, Assignment{account, s.ARN, kind, principal})
	}
}

func (f *Fake) set(arn *string) (*Set, error) {
	if i := slices.IndexFunc(f.Sets, func(s *Set) bool { return s.ARN == *arn }); i >= 0 {
		return f.Sets[i], nil
	}
	return nil, missing("PermissionSet")
}

func missing(what string) *awsjson.Refusal {
	return &awsjson.Refusal{Code: "ResourceNotFoundException", Message: what + " not found."}
}

func conflict(what string) *awsjson.Refusal {
	return &awsjson.Refusal{Code: "ConflictException", Message: what + " already exists."}
}

var made = awsjson.Time(time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC))

// list answers a list.
func list[T any](f *Fake, name string, items []T, token *string) (any, error) {
	piece, next, err := awsjson.Page(items, token, f.PageSize)
	return map[string]any{name: piece, "NextToken": next}, err
}

func (s *Set) view() map[string]any {
	return map[string]any{"PermissionSetArn": s.ARN, "Name": s.Name, "Description": s.Description, "SessionDuration": s.Duration, "RelayState": s.Relay, "CreatedDate": made}
}

func (f *Fake) setReads() {
	awsjson.On(f.Server, target+"ListInstances", func(in *sso.ListInstancesInput) (any, error) {
		instances := []map[string]any{{"InstanceArn": Instance, "IdentityStoreId": Store, "OwnerAccountId": "111111111111", "Status": "ACTIVE", "Name": "main", "CreatedDate": made}}
		if f.None {
			instances = nil
		}
		return list(f, "Instances", instances, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListPermissionSets", func(in *sso.ListPermissionSetsInput) (any, error) {
		var arns []string
		for _, s := range f.Sets {
			arns = append(arns, s.ARN)
		}
		return list(f, "PermissionSets", arns, in.NextToken)
	})
	awsjson.On(f.Server, target+"DescribePermissionSet", func(in *sso.DescribePermissionSetInput) (any, error) {
		s, err := f.set(in.PermissionSetArn)
		if err != nil {
			return nil, err
		}
		return map[string]any{"PermissionSet": s.view()}, nil
	})
	awsjson.On(f.Server, target+"GetInlinePolicyForPermissionSet", func(in *sso.GetInlinePolicyForPermissionSetInput) (any, error) {
		s, err := f.set(in.PermissionSetArn)
		if err != nil {
			return nil, err
		}
		return map[string]any{"InlinePolicy": s.Inline}, nil
	})
	awsjson.On(f.Server, target+"ListManagedPoliciesInPermissionSet", func(in *sso.ListManagedPoliciesInPermissionSetInput) (any, error) {
		s, err := f.set(in.PermissionSetArn)
		if err != nil {
			return nil, err
		}
		var out []map[string]any
		for _, arn := range s.Managed {
			out = append(out, map[string]any{"Arn": arn, "Name": arn[strings.LastIndex(arn, "/")+1:]})
		}
		return list(f, "AttachedManagedPolicies", out, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListCustomerManagedPolicyReferencesInPermissionSet", func(in *sso.ListCustomerManagedPolicyReferencesInPermissionSetInput) (any, error) {
		s, err := f.set(in.PermissionSetArn)
		if err != nil {
			return nil, err
		}
		return list(f, "CustomerManagedPolicyReferences", s.Customer, in.NextToken)
	})
	awsjson.On(f.Server, target+"GetPermissionsBoundaryForPermissionSet", func(in *sso.GetPermissionsBoundaryForPermissionSetInput) (any, error) {
		s, err := f.set(in.PermissionSetArn)
		if err != nil {
			return nil, err
		}
		if s.Boundary == nil {
			return nil, missing("PermissionsBoundary")
		}
		return map[string]any{"PermissionsBoundary": s.Boundary}, nil
	})
	awsjson.On(f.Server, target+"ListTagsForResource", func(in *sso.ListTagsForResourceInput) (any, error) {
		s, err := f.set(in.ResourceArn)
		if err != nil {
			return nil, err
		}
		return list(f, "Tags", s.Tags, in.NextToken)
	})
}
