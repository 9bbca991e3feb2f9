using Twin.Domain.Network;
using Twin.Domain.Notifications;

namespace Twin.Domain.Tests.Notifications;

public sealed class NotificationTextTests
{
    private static readonly NotificationFacts Least = new()
    {
        Incident = "i-1",
        Kind = NotificationKind.Page,
        TitleZh = "线路中断",
        TitleEn = "Line down",
        Severity = Severity.Critical,
        Reason = "",
    };

    private static readonly NotificationFacts Full = Least with
    {
        PlaceName = "水渡口店",
        OutletCode = "3208008351",
        Address = "翔宇大道 9 号",
        District = DivisionCode.Parse("320803"),
        Device = "3208008351/l1",
        Since = new(2026, 7, 1, 0, 30, 5, DateTimeKind.Utc),
        Outlets = 12,
        Explained = 31,
        JointDispatch = true,
        Runbook = "1. 看光猫指示灯\n\n2. 报修",
        Reason = "stepDue",
        Late = true,
        Link = "https://twin.example/incidents/i-1",
    };

    [Fact]
    public void A_page_in_Chinese_tells_everything_in_order() => Assert.Equal(
        """
        【严重】线路中断 · 水渡口店（3208008351）
        地点：淮安市淮安区，翔宇大道 9 号
        设备：3208008351/l1
        开始时间：2026-07-01 08:30:05 +08:00
        影响：12 个网点，另有 31 个故障由此引起
        联合派单：业务和线路维护双方都要到场。
        按升级策略，现在通知您。
        迟到通知：应发出时系统正在停机。
        处理办法：1. 看光猫指示灯
        2. 报修
        详情：https://twin.example/incidents/i-1
        """, NotificationText.Compose(Full, "zh"));

    [Fact]
    public void A_page_in_English_tells_everything_in_order() => Assert.Equal(
        """
        [critical] Line down · 水渡口店 (3208008351)
        Where: 翔宇大道 9 号, Huai'an District, Huai'an
        Device: 3208008351/l1
        Since: 2026-07-01 08:30:05 +08:00
        Impact: 12 outlets; explains 31 other faults
        Joint dispatch: both the lottery's and the carrier's team go.
        It is your turn on the escalation list.
        Late: this was due while the system was down.
        What to do: 1. 看光猫指示灯
        2. 报修
        Details: https://twin.example/incidents/i-1
        """, NotificationText.Compose(Full, "en"));

    [Theory]
    [InlineData(NotificationKind.Page, "zh", "【严重】线路中断")]
    [InlineData(NotificationKind.Update, "zh", "【更新·严重】线路中断")]
    [InlineData(NotificationKind.Recovery, "zh", "【已恢复】线路中断")]
    [InlineData(NotificationKind.Unattended, "zh", "【无人响应·严重】线路中断")]
    [InlineData(NotificationKind.Page, "en", "[critical] Line down")]
    [InlineData(NotificationKind.Update, "en", "[update, critical] Line down")]
    [InlineData(NotificationKind.Recovery, "en", "[recovered] Line down")]
    [InlineData(NotificationKind.Unattended, "en", "[unattended, critical] Line down")]
    [InlineData(NotificationKind.Page, "fr", "【严重】线路中断")]
    public void With_no_facts_there_is_only_the_subject(NotificationKind kind, string language, string text) =>
        Assert.Equal(text, NotificationText.Compose(Least with { Kind = kind }, language));

    [Theory]
    [InlineData(Severity.Critical, "【严重】", "[critical] ")]
    [InlineData(Severity.Major, "【重要】", "[major] ")]
    [InlineData(Severity.Minor, "【一般】", "[minor] ")]
    [InlineData(Severity.Info, "【提示】", "[info] ")]
    [InlineData(Severity.None, "", "")]
    public void The_severity_leads(Severity severity, string zh, string en)
    {
        Assert.Equal(zh + "线路中断", NotificationText.Compose(Least with { Severity = severity }, "zh"));
        Assert.Equal(en + "Line down", NotificationText.Compose(Least with { Severity = severity }, "en"));
    }

    [Theory]
    [InlineData("水渡口店", null, "【严重】线路中断 · 水渡口店")]
    [InlineData(null, "3208008351", "【严重】线路中断 · 3208008351")]
    [InlineData("水渡口店", "3208008351", "【严重】线路中断 · 水渡口店（3208008351）")]
    public void The_subject_names_the_place_by_what_is_known(string? name, string? code, string subject) =>
        Assert.Equal(subject, NotificationText.Compose(Least with { PlaceName = name, OutletCode = code }, "zh"));

    [Theory]
    [InlineData(1, 0, null, null)]
    [InlineData(2, 0, "影响：2 个网点", "Impact: 2 outlets")]
    [InlineData(1, 1, "影响：另有 1 个故障由此引起", "Impact: explains 1 other fault")]
    [InlineData(3, 7, "影响：3 个网点，另有 7 个故障由此引起", "Impact: 3 outlets; explains 7 other faults")]
    public void Impact_is_told_when_there_is_more_than_the_subject_says(int outlets, int explained, string? zh, string? en)
    {
        var facts = Least with { Outlets = outlets, Explained = explained };
        Assert.Equal(zh, SecondLine(facts, "zh"));
        Assert.Equal(en, SecondLine(facts, "en"));
    }

    [Theory]
    [InlineData("stepDue")]
    [InlineData("repeat")]
    [InlineData("noCapacity")]
    [InlineData("severityRaised")]
    [InlineData("ackExpired")]
    [InlineData("reopened")]
    [InlineData("informed")]
    [InlineData("recovered")]
    [InlineData("unattended")]
    [InlineData("assigned")]
    [InlineData("reassigned")]
    [InlineData("merged")]
    public void Every_known_reason_has_words_in_both_languages(string reason)
    {
        Assert.EndsWith("。", SecondLine(Least with { Reason = reason }, "zh"), StringComparison.Ordinal);
        Assert.EndsWith(".", SecondLine(Least with { Reason = reason }, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_without_words_is_left_out() => Assert.Null(SecondLine(Least with { Reason = "somethingNew" }, "en"));

    [Fact]
    public void Nobody_answered_is_said_in_words() =>
        Assert.Contains("无人响应，请立即安排", NotificationText.Compose(Full with { Kind = NotificationKind.Unattended, Reason = "unattended" }, "zh"), StringComparison.Ordinal);

    [Fact]
    public void A_recovery_asks_nothing_of_anybody()
    {
        var text = NotificationText.Compose(Full with { Kind = NotificationKind.Recovery, Reason = "recovered" }, "en");
        Assert.DoesNotContain("What to do", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Joint dispatch", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runbook_is_cut_first_and_the_link_survives()
    {
        var text = NotificationText.Compose(Full with { Runbook = string.Concat(Enumerable.Repeat("重启光猫。", 1000)) }, "zh");
        Assert.Equal(NotificationText.LengthMax, text.Length);
        Assert.Contains("…\n详情：https://twin.example/incidents/i-1", text, StringComparison.Ordinal);
        Assert.Contains("影响：12 个网点", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_never_splits_a_character()
    {
        for (var shift = 0; shift < 2; shift++)
        {
            var text = NotificationText.Compose(Full with { Runbook = new string('a', shift) + string.Concat(Enumerable.Repeat("🔧", 2000)) }, "zh");
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void Whatever_the_facts_no_empty_line_no_second_subject_line_and_a_bounded_length(string language)
    {
        string?[] texts = [null, "", "   ", "\n\n", "a\r\nb", "\t \v\n x \n\n y\u2028\u2028z", new string('长', 5000)];
        foreach (var (text, kind) in texts.SelectMany(t => Enum.GetValues<NotificationKind>().Select(k => (t, k))))
        {
            var facts = Full with { Kind = kind, TitleZh = "题" + text, TitleEn = "T" + text, PlaceName = text, OutletCode = text, Address = text, Device = text, Runbook = text, Link = text };
            var composed = NotificationText.Compose(facts, language);
            Assert.InRange(composed.Length, 1, NotificationText.LengthMax);
            Assert.All(composed.Split('\n'), line => Assert.False(string.IsNullOrWhiteSpace(line)));
            Assert.DoesNotContain(composed, c => c is '\r' or '\v' or '\u2028');
        }
    }

    private static string? SecondLine(NotificationFacts facts, string language) => NotificationText.Compose(facts, language).Split('\n').ElementAtOrDefault(1);
}
