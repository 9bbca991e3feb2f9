using System.Globalization;
using Twin.Domain.Network;

namespace Twin.Domain.Notifications;

/// <summary>One language of the texts. Every word a person reads in a notification, apart from names and runbooks, is in this file.</summary>
internal abstract record NotificationWords
{
    public static readonly NotificationWords Zh = new Chinese();
    public static readonly NotificationWords En = new English();

    public abstract string Place { get; }
    public abstract string Device { get; }
    public abstract string Since { get; }
    public abstract string Runbook { get; }
    public abstract string Link { get; }
    public abstract string JointDispatch { get; }
    public abstract string Late { get; }

    public abstract string Title(NotificationFacts facts);
    public abstract string Tag(NotificationKind kind, Severity severity);
    public abstract string WithCode(string name, string code);
    public abstract string District(Division county, Division? city);
    public abstract string InDistrict(string district, string address);

    /// <summary>Null for one outlet and nothing explained: the subject says it all.</summary>
    public abstract string? Impact(NotificationFacts facts);

    /// <summary>Null for a reason without words.</summary>
    public abstract string? Reason(string reason);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Chinese : NotificationWords
    {
        public override string Place => "地点：";
        public override string Device => "设备：";
        public override string Since => "开始时间：";
        public override string Runbook => "处理办法：";
        public override string Link => "详情：";
        public override string JointDispatch => "联合派单：业务和线路维护双方都要到场。";
        public override string Late => "迟到通知：应发出时系统正在停机。";

        public override string Title(NotificationFacts facts) => facts.TitleZh;

        public override string Tag(NotificationKind kind, Severity severity)
        {
            var level = severity switch { Severity.Critical => "严重", Severity.Major => "重要", Severity.Minor => "一般", Severity.Info => "提示", _ => null };
            var what = kind switch { NotificationKind.Recovery => "已恢复", NotificationKind.Update => "更新", NotificationKind.Unattended => "无人响应", _ => null };
            return (what, level) switch
            {
                (null, null) => "",
                (null, _) => $"【{level}】",
                (_, null) => $"【{what}】",
                _ when kind == NotificationKind.Recovery => $"【{what}】",
                _ => $"【{what}·{level}】",
            };
        }

        public override string WithCode(string name, string code) => $"{name}（{code}）";
        public override string District(Division county, Division? city) => city is null || city == county ? county.NameZh : city.NameZh + county.NameZh;
        public override string InDistrict(string district, string address) => $"{district}，{address}";

        public override string? Impact(NotificationFacts facts) => (facts.Outlets, facts.Explained) switch
        {
            ( <= 1, <= 0) => null,
            (var outlets, <= 0) => $"影响：{Text(outlets)} 个网点",
            ( <= 1, var explained) => $"影响：另有 {Text(explained)} 个故障由此引起",
            var (outlets, explained) => $"影响：{Text(outlets)} 个网点，另有 {Text(explained)} 个故障由此引起",
        };

        public override string? Reason(string reason) => reason switch
        {
            "stepDue" => "按升级策略，现在通知您。",
            "repeat" => "再次提醒：仍未处理。",
            "noCapacity" => "没有可派的人员，需要人工安排。",
            "severityRaised" => "级别已提高。",
            "ackExpired" => "确认后一直没有进展，重新开始通知。",
            "reopened" => "故障再次出现，事件已重新打开。",
            "informed" => "供您知悉，由另一方处理。",
            "recovered" => "故障已恢复，不用再处理。",
            "unattended" => "各级都已通知，无人响应，请立即安排。",
            "assigned" => "已派单。",
            "reassigned" => "已转派。",
            "merged" => "已并入另一事件，一并处理。",
            _ => null,
        };
    }

    private sealed record English : NotificationWords
    {
        public override string Place => "Where: ";
        public override string Device => "Device: ";
        public override string Since => "Since: ";
        public override string Runbook => "What to do: ";
        public override string Link => "Details: ";
        public override string JointDispatch => "Joint dispatch: both the lottery's and the carrier's team go.";
        public override string Late => "Late: this was due while the system was down.";

        public override string Title(NotificationFacts facts) => facts.TitleEn;

        public override string Tag(NotificationKind kind, Severity severity)
        {
            var level = severity switch { Severity.Critical => "critical", Severity.Major => "major", Severity.Minor => "minor", Severity.Info => "info", _ => null };
            var what = kind switch { NotificationKind.Recovery => "recovered", NotificationKind.Update => "update", NotificationKind.Unattended => "unattended", _ => null };
            return (what, level) switch
            {
                (null, null) => "",
                (null, _) => $"[{level}] ",
                (_, null) => $"[{what}] ",
                _ when kind == NotificationKind.Recovery => $"[{what}] ",
                _ => $"[{what}, {level}] ",
            };
        }

        public override string WithCode(string name, string code) => $"{name} ({code})";
        public override string District(Division county, Division? city) => city is null || city == county ? county.NameEn : $"{county.NameEn}, {city.NameEn}";
        public override string InDistrict(string district, string address) => $"{address}, {district}";

        public override string? Impact(NotificationFacts facts) => (facts.Outlets, facts.Explained) switch
        {
            ( <= 1, <= 0) => null,
            (var outlets, <= 0) => $"Impact: {Text(outlets)} outlets",
            ( <= 1, var explained) => $"Impact: explains {Faults(explained)}",
            var (outlets, explained) => $"Impact: {Text(outlets)} outlets; explains {Faults(explained)}",
        };

        private static string Faults(int count) => count == 1 ? "1 other fault" : $"{Text(count)} other faults";

        public override string? Reason(string reason) => reason switch
        {
            "stepDue" => "It is your turn on the escalation list.",
            "repeat" => "Reminder: nobody has taken care of it yet.",
            "noCapacity" => "Nobody is free to be sent; it has to be arranged by hand.",
            "severityRaised" => "The severity was raised.",
            "ackExpired" => "It was acknowledged, but nothing moved on; the notifications start over.",
            "reopened" => "The fault came back; the incident is open again.",
            "informed" => "For your information; the other team is handling it.",
            "recovered" => "The fault has cleared; nothing more to do.",
            "unattended" => "Everybody on the list was told and nobody answered; please arrange for someone now.",
            "assigned" => "It has been assigned.",
            "reassigned" => "It has been reassigned.",
            "merged" => "It was merged into another incident and is handled there.",
            _ => null,
        };
    }
}
