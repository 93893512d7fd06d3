package ssoadminfake_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	ids "github.com/aws/aws-sdk-go-v2/service/identitystore"
	iddocument "github.com/aws/aws-sdk-go-v2/service/identitystore/document"
	idtypes "github.com/aws/aws-sdk-go-v2/service/identitystore/types"
	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"
	"github.com/aws/smithy-go"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/ssoadminfake"
)

// side is one of the two that are asked the same.
type side struct {
	sso    *sso.Client
	people *ids.Client
	known  map[string]string // names of the ids that it has made
}

func newSide(endpoint string, key testkit.Key) *side {
	config := aws.Config{Region: "us-east-1", BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider(key.ID, key.Secret, ""), RetryMaxAttempts: 1}
	return &side{sso.NewFromConfig(config), ids.NewFromConfig(config), map[string]string{}}
}

// id is the id that was given a name.
func (s *side) id(name string) *string {
	for id, n := range s.known {
		if n == name {
			return &id
		}
	}
	return aws.String("none-" + name)
}

// name gives an id a name; it may be used in the questions after.
func (s *side) name(id *string, name string) { s.known[aws.ToString(id)] = name }

// told is an answer without what differs from one time to the next, and with the
// names of the ids; of a refusal its code.
func (s *side) told(t *testing.T, out any, err error) string {
	t.Helper()
	var refusal smithy.APIError
	if errors.As(err, &refusal) {
		return refusal.ErrorCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	text, err = json.Marshal(plain(value))
	if err != nil {
		t.Fatal(err)
	}
	answer := string(text)
	// The longest first: an ARN may hold another id.
	for _, id := range slices.SortedFunc(maps.Keys(s.known), func(a, b string) int { return len(b) - len(a) }) {
		answer = strings.ReplaceAll(answer, id, "<"+s.known[id]+">")
	}
	return answer
}

// plain leaves out what is empty, and what is each one's own.
func plain(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			member = plain(member)
			if v[name] = member; member == nil || slices.Contains([]string{"CreatedDate", "RequestId", "ResultMetadata", "MembershipId", "Formatted"}, name) {
				delete(v, name)
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	case string:
		if v == "" {
			return nil
		}
	case bool:
		if !v {
			return nil
		}
	}
	return value
}

const (
	account  = "222222222222"
	readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess"
	document = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`
)

// The fake answers as moto does, wherever moto knows the operation: the same questions
// in the same order, through the SDK's own clients.
func TestTheFakeAnswersAsMotoDoes(t *testing.T) {
	emulator := testkit.StartAWS(t)
	fake := ssoadminfake.On(t, awsjson.New(t, "arn:aws:iam::111111111111:user/x"))
	ours, theirs := newSide(fake.URL, testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "secret"}), newSide(emulator.Endpoint, emulator.Admin)
	for _, step := range steps() {
		if got, want := ours.answer(t, step), theirs.answer(t, step); got != want {
			t.Errorf("%s:\nfake %s\nmoto %s", step.what, got, want)
		}
	}
}

// answer does a step.
func (s *side) answer(t *testing.T, one step) string {
	t.Helper()
	out, err := one.ask(t.Context(), s)
	return s.told(t, out, err)
}

// step is one question.
type step struct {
	what string
	ask  func(ctx context.Context, s *side) (any, error)
}

// instance finds the instance and its identity store.
func instance(ctx context.Context, s *side) (any, error) {
	out, err := s.sso.ListInstances(ctx, &sso.ListInstancesInput{})
	if err != nil {
		return nil, err
	}
	s.name(out.Instances[0].InstanceArn, "instance")
	s.name(out.Instances[0].IdentityStoreId, "store")
	return len(out.Instances), nil
}

func steps() []step {
	return slices.Concat([]step{{"ListInstances", instance}}, peopleSteps(), setSteps(), assignmentSteps(), endSteps())
}

func createUser(ctx context.Context, s *side) (any, error) {
	out, err := s.people.CreateUser(ctx, &ids.CreateUserInput{
		IdentityStoreId: s.id("store"), UserName: aws.String("ann"), DisplayName: aws.String("Ann"), Name: &idtypes.Name{GivenName: aws.String("Ann"), FamilyName: aws.String("Lee")},
		Emails: []idtypes.Email{{Value: aws.String("ann@example.com"), Type: aws.String("work"), Primary: true}},
	})
	if err == nil {
		s.name(out.UserId, "ann")
	}
	return out, err
}

func createGroup(ctx context.Context, s *side) (any, error) {
	out, err := s.people.CreateGroup(ctx, &ids.CreateGroupInput{IdentityStoreId: s.id("store"), DisplayName: aws.String("Readers"), Description: aws.String("They read")})
	if err == nil {
		s.name(out.GroupId, "readers")
	}
	return out, err
}

func unique(path, value string) idtypes.AlternateIdentifier {
	return &idtypes.AlternateIdentifierMemberUniqueAttribute{Value: idtypes.UniqueAttribute{AttributePath: &path, AttributeValue: iddocument.NewLazyDocument(value)}}
}

func peopleSteps() []step {
	return []step{
		{"CreateUser", createUser},
		{"CreateUser of a name that is taken", createUser},
		{"CreateGroup", createGroup},
		{"CreateGroup of a name that is taken", createGroup},
		{"DescribeUser", func(ctx context.Context, s *side) (any, error) {
			return s.people.DescribeUser(ctx, &ids.DescribeUserInput{IdentityStoreId: s.id("store"), UserId: s.id("ann")})
		}},
		{"DescribeUser of nobody", func(ctx context.Context, s *side) (any, error) {
			return s.people.DescribeUser(ctx, &ids.DescribeUserInput{IdentityStoreId: s.id("store"), UserId: s.id("nobody")})
		}},
		{"DescribeGroup", func(ctx context.Context, s *side) (any, error) {
			return s.people.DescribeGroup(ctx, &ids.DescribeGroupInput{IdentityStoreId: s.id("store"), GroupId: s.id("readers")})
		}},
		{"DescribeGroup of none", func(ctx context.Context, s *side) (any, error) {
			return s.people.DescribeGroup(ctx, &ids.DescribeGroupInput{IdentityStoreId: s.id("store"), GroupId: s.id("nobody")})
		}},
		{"ListUsers", func(ctx context.Context, s *side) (any, error) {
			return s.people.ListUsers(ctx, &ids.ListUsersInput{IdentityStoreId: s.id("store")})
		}},
		{"ListGroups", func(ctx context.Context, s *side) (any, error) {
			return s.people.ListGroups(ctx, &ids.ListGroupsInput{IdentityStoreId: s.id("store")})
		}},
		{"GetUserId", func(ctx context.Context, s *side) (any, error) {
			return s.people.GetUserId(ctx, &ids.GetUserIdInput{IdentityStoreId: s.id("store"), AlternateIdentifier: unique("userName", "ann")})
		}},
		{"GetUserId of nobody", func(ctx context.Context, s *side) (any, error) {
			return s.people.GetUserId(ctx, &ids.GetUserIdInput{IdentityStoreId: s.id("store"), AlternateIdentifier: unique("userName", "bob")})
		}},
		{"GetGroupId", func(ctx context.Context, s *side) (any, error) {
			return s.people.GetGroupId(ctx, &ids.GetGroupIdInput{IdentityStoreId: s.id("store"), AlternateIdentifier: unique("displayName", "Readers")})
		}},
		{"GetGroupId of none", func(ctx context.Context, s *side) (any, error) {
			return s.people.GetGroupId(ctx, &ids.GetGroupIdInput{IdentityStoreId: s.id("store"), AlternateIdentifier: unique("displayName", "Writers")})
		}},
		{"CreateGroupMembership", func(ctx context.Context, s *side) (any, error) {
			out, err := s.people.CreateGroupMembership(ctx, &ids.CreateGroupMembershipInput{IdentityStoreId: s.id("store"), GroupId: s.id("readers"), MemberId: &idtypes.MemberIdMemberUserId{Value: *s.id("ann")}})
			if err == nil {
				s.name(out.MembershipId, "membership")
			}
			return nil, err // moto and AWS tell the ids of both only
		}},
		{"CreateGroupMembership in no group", func(ctx context.Context, s *side) (any, error) {
			return s.people.CreateGroupMembership(ctx, &ids.CreateGroupMembershipInput{IdentityStoreId: s.id("store"), GroupId: s.id("nobody"), MemberId: &idtypes.MemberIdMemberUserId{Value: *s.id("ann")}})
		}},
		{"CreateGroupMembership of nobody", func(ctx context.Context, s *side) (any, error) {
			return s.people.CreateGroupMembership(ctx, &ids.CreateGroupMembershipInput{IdentityStoreId: s.id("store"), GroupId: s.id("readers"), MemberId: &idtypes.MemberIdMemberUserId{Value: "nobody"}})
		}},
		{"ListGroupMemberships", func(ctx context.Context, s *side) (any, error) {
			return s.people.ListGroupMemberships(ctx, &ids.ListGroupMembershipsInput{IdentityStoreId: s.id("store"), GroupId: s.id("readers")})
		}},
		{"ListGroupMembershipsForMember", func(ctx context.Context, s *side) (any, error) {
			return s.people.ListGroupMembershipsForMember(ctx, &ids.ListGroupMembershipsForMemberInput{IdentityStoreId: s.id("store"), MemberId: &idtypes.MemberIdMemberUserId{Value: *s.id("ann")}})
		}},
	}
}

func setSteps() []step {
	customer := &types.CustomerManagedPolicyReference{Name: aws.String("extra"), Path: aws.String("/")}
	attach := func(ctx context.Context, s *side) (any, error) {
		return s.sso.AttachManagedPolicyToPermissionSet(ctx, &sso.AttachManagedPolicyToPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), ManagedPolicyArn: aws.String(readOnly)})
	}
	describe := func(ctx context.Context, s *side) (any, error) {
		return s.sso.DescribePermissionSet(ctx, &sso.DescribePermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
	}
	inline := func(ctx context.Context, s *side) (any, error) {
		return s.sso.GetInlinePolicyForPermissionSet(ctx, &sso.GetInlinePolicyForPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
	}
	return []step{
		{"CreatePermissionSet", func(ctx context.Context, s *side) (any, error) {
			out, err := s.sso.CreatePermissionSet(ctx, &sso.CreatePermissionSetInput{InstanceArn: s.id("instance"), Name: aws.String("Reader"), Description: aws.String("Reads"), SessionDuration: aws.String("PT2H")})
			if err == nil {
				s.name(out.PermissionSet.PermissionSetArn, "set")
			}
			return out, err
		}},
		{"DescribePermissionSet", describe},
		{"DescribePermissionSet of none", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DescribePermissionSet(ctx, &sso.DescribePermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: aws.String("arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-ffffffffffffffff")})
		}},
		{"ListPermissionSets", func(ctx context.Context, s *side) (any, error) {
			return s.sso.ListPermissionSets(ctx, &sso.ListPermissionSetsInput{InstanceArn: s.id("instance")})
		}},
		{"UpdatePermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.UpdatePermissionSet(ctx, &sso.UpdatePermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), Description: aws.String("Reads all"), SessionDuration: aws.String("PT4H")})
		}},
		{"DescribePermissionSet after it was changed", describe},
		{"GetInlinePolicyForPermissionSet without one", inline},
		{"PutInlinePolicyToPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.PutInlinePolicyToPermissionSet(ctx, &sso.PutInlinePolicyToPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), InlinePolicy: aws.String(document)})
		}},
		{"GetInlinePolicyForPermissionSet", inline},
		{"AttachManagedPolicyToPermissionSet", attach},
		{"AttachManagedPolicyToPermissionSet again", attach},
		{"ListManagedPoliciesInPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.ListManagedPoliciesInPermissionSet(ctx, &sso.ListManagedPoliciesInPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
		}},
		{"DetachManagedPolicyFromPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DetachManagedPolicyFromPermissionSet(ctx, &sso.DetachManagedPolicyFromPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), ManagedPolicyArn: aws.String(readOnly)})
		}},
		{"AttachCustomerManagedPolicyReferenceToPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.AttachCustomerManagedPolicyReferenceToPermissionSet(ctx, &sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), CustomerManagedPolicyReference: customer})
		}},
		{"ListCustomerManagedPolicyReferencesInPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.ListCustomerManagedPolicyReferencesInPermissionSet(ctx, &sso.ListCustomerManagedPolicyReferencesInPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
		}},
		{"DetachCustomerManagedPolicyReferenceFromPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DetachCustomerManagedPolicyReferenceFromPermissionSet(ctx, &sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), CustomerManagedPolicyReference: customer})
		}},
		{"DeleteInlinePolicyFromPermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DeleteInlinePolicyFromPermissionSet(ctx, &sso.DeleteInlinePolicyFromPermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
		}},
	}
}

func assignmentSteps() []step {
	list := func(ctx context.Context, s *side) (any, error) {
		return s.sso.ListAccountAssignments(ctx, &sso.ListAccountAssignmentsInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), AccountId: aws.String(account)})
	}
	remove := func(ctx context.Context, s *side) (any, error) {
		out, err := s.sso.DeleteAccountAssignment(ctx, &sso.DeleteAccountAssignmentInput{
			InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), PrincipalType: types.PrincipalTypeGroup, PrincipalId: s.id("readers"), TargetId: aws.String(account), TargetType: types.TargetTypeAwsAccount,
		})
		if err == nil {
			s.name(out.AccountAssignmentDeletionStatus.RequestId, "deletion")
		}
		return out, err
	}
	return []step{
		{"CreateAccountAssignment", func(ctx context.Context, s *side) (any, error) {
			out, err := s.sso.CreateAccountAssignment(ctx, &sso.CreateAccountAssignmentInput{
				InstanceArn: s.id("instance"), PermissionSetArn: s.id("set"), PrincipalType: types.PrincipalTypeGroup, PrincipalId: s.id("readers"), TargetId: aws.String(account), TargetType: types.TargetTypeAwsAccount,
			})
			if err == nil {
				s.name(out.AccountAssignmentCreationStatus.RequestId, "creation")
			}
			return out, err
		}},
		{"DescribeAccountAssignmentCreationStatus", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DescribeAccountAssignmentCreationStatus(ctx, &sso.DescribeAccountAssignmentCreationStatusInput{InstanceArn: s.id("instance"), AccountAssignmentCreationRequestId: s.id("creation")})
		}},
		{"ListAccountAssignments", list},
		{"ListAccountAssignmentsForPrincipal", func(ctx context.Context, s *side) (any, error) {
			return s.sso.ListAccountAssignmentsForPrincipal(ctx, &sso.ListAccountAssignmentsForPrincipalInput{InstanceArn: s.id("instance"), PrincipalId: s.id("readers"), PrincipalType: types.PrincipalTypeGroup})
		}},
		{"DeleteAccountAssignment", remove},
		{"DescribeAccountAssignmentDeletionStatus", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DescribeAccountAssignmentDeletionStatus(ctx, &sso.DescribeAccountAssignmentDeletionStatusInput{InstanceArn: s.id("instance"), AccountAssignmentDeletionRequestId: s.id("deletion")})
		}},
		{"ListAccountAssignments without any", list},
	}
}

func endSteps() []step {
	return []step{
		{"DeletePermissionSet", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DeletePermissionSet(ctx, &sso.DeletePermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
		}},
		{"DeletePermissionSet again", func(ctx context.Context, s *side) (any, error) {
			return s.sso.DeletePermissionSet(ctx, &sso.DeletePermissionSetInput{InstanceArn: s.id("instance"), PermissionSetArn: s.id("set")})
		}},
		{"DeleteGroupMembership", func(ctx context.Context, s *side) (any, error) {
			return s.people.DeleteGroupMembership(ctx, &ids.DeleteGroupMembershipInput{IdentityStoreId: s.id("store"), MembershipId: s.id("membership")})
		}},
		{"ListGroupMemberships without any", func(ctx context.Context, s *side) (any, error) {
			return s.people.ListGroupMemberships(ctx, &ids.ListGroupMembershipsInput{IdentityStoreId: s.id("store"), GroupId: s.id("readers")})
		}},
		{"DeleteGroup", func(ctx context.Context, s *side) (any, error) {
			return s.people.DeleteGroup(ctx, &ids.DeleteGroupInput{IdentityStoreId: s.id("store"), GroupId: s.id("readers")})
		}},
		{"DeleteUser", func(ctx context.Context, s *side) (any, error) {
			return s.people.DeleteUser(ctx, &ids.DeleteUserInput{IdentityStoreId: s.id("store"), UserId: s.id("ann")})
		}},
		{"ListUsers without any", func(ctx context.Context, s *side) (any, error) {
			return s.people.ListUsers(ctx, &ids.ListUsersInput{IdentityStoreId: s.id("store")})
		}},
	}
}
