namespace Twin.Domain.Teams;

/// <summary>How documents write the values of a team, in the order in which they are offered.</summary>
public static class TeamWords
{
    public static IReadOnlyList<(string Word, Side Value)> Sides { get; } = [("business", Side.Business), ("telecom", Side.Telecom), ("province", Side.Province)];

    public static IReadOnlyList<(string Word, Role Value)> Roles { get; } =
        [("engineer", Role.Engineer), (Recipients.Lead, Role.Lead), (Recipients.DutyManager, Role.DutyManager)];

    public static IReadOnlyList<(string Word, ChannelType Value)> Channels { get; } =
    [
        ("log", ChannelType.Log), ("webhook", ChannelType.Webhook), ("email", ChannelType.Email), ("wecom", ChannelType.WeCom), ("dingtalk", ChannelType.DingTalk),
    ];

    public static string Of(Side side) => Sides.First(s => s.Value == side).Word;
    public static string Of(Role role) => Roles.First(r => r.Value == role).Word;
    public static string Of(ChannelType type) => Channels.First(c => c.Value == type).Word;
}
