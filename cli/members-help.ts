/** Of --members, where it is one option among others. */
export const MEMBERS_SUMMARY = "who is in which group; see gatehouse validate --help";

/** How to get the file that --members reads. User ids tell people apart as well as names do. */
export const MEMBERS_HELP = `
The file of --members is {"Group name": ["user", …], …}: the names that people sign in with, as
under members in the config, or where the config has no members, any ids that tell people apart.
With the AWS CLI and jq, where $STORE is the IdentityStoreId of \`aws sso-admin list-instances\`:

  aws identitystore list-groups --identity-store-id $STORE --output json | jq -c '.Groups[]' |
  while read -r g; do aws identitystore list-group-memberships --identity-store-id $STORE \\
    --group-id "$(jq -r .GroupId <<<"$g")" --output json </dev/null |
    jq --argjson g "$g" '{($g.DisplayName): [.GroupMemberships[].MemberId.UserId]}'; done |
  jq -s add > members.json
`;
