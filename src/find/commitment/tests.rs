//! Sentences and the targets in them.

use super::{RULES, TargetFinding, find, table_cell};
use crate::diagnostic::Notes;
use crate::find::{Context, Passage};
use crate::model::{Comparator, Modality, PartId};
use crate::span::TextRange;

fn found(text: &str, heading: Option<TextRange>, masked: &[TextRange]) -> Vec<TargetFinding> {
    let issued_on = Some(jiff::civil::date(2022, 3, 31));
    let context = Context { issued_on, ..Context::of(text) };
    let passage = Passage {
        part: PartId(0),
        section: None,
        heading,
        above: Vec::new(),
        opening: None,
        paragraphs: vec![TextRange::from(0..text.len())],
    };
    find(&context, &passage, masked, &[], &mut Notes::default()).targets
}

fn targets(text: &str) -> Vec<TargetFinding> {
    found(text, None, &[])
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "=",
        Comparator::Ge => ">=",
        Comparator::Gt => ">",
        Comparator::Le => "<=",
        Comparator::Lt => "<",
        Comparator::Approx => "~",
        Comparator::Range => "..",
    }
}

fn shown(text: &str) -> Vec<String> {
    let show = |t: &TargetFinding| {
        let shared = t.shared.map_or("", |shared| shared.of(text));
        let indicator = format!("{}{shared}", t.indicator.of(text));
        let upper = t.upper.map_or(String::new(), |upper| format!("-{}", upper.normalize()));
        format!("{indicator} {} {}{upper}{}", sign(t.comparator), t.value.normalize(), t.measure)
    };
    targets(text).iter().map(show).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

/// A sentence and what is found in it.
type Case = (&'static str, &'static [&'static str]);

/// Every target of the seeds' gold, in its sentence.
const SEEDS: &[Case] = &[
    ("明确1名联络员收集报送信息。", &["联络员收集报送信息 = 1名"]),
    (
        "力争开工亿元以上产业项目480个,五大优势产业总规模突破2万亿元(光电子信息8500亿元、\
             大健康6600亿元、汽车制造及服务4250亿元、高端装备2500亿元、北斗800亿元)。",
        &[
            "亿元以上产业项目 = 480个",
            "五大优势产业总规模 > 2000000000000元",
            "光电子信息 = 850000000000元",
            "大健康 = 660000000000元",
            "汽车制造及服务 = 425000000000元",
            "高端装备 = 250000000000元",
            "北斗 = 80000000000元",
        ],
    ),
    ("部署20个垂直行业大模型及应用,打造体系。", &["垂直行业大模型及应用 = 20个"]),
    (
        "围绕前沿领域和优势产业建设概念验证中心10家、中试平台20家以上,提供服务。",
        &["概念验证中心 = 10家", "中试平台 >= 20家"],
    ),
    ("组建产业创新联合实验室3家。", &["产业创新联合实验室 = 3家"]),
    (
        "实施科技重大专项10个、重点研发计划项目100个。",
        &["科技重大专项 = 10个", "重点研发计划项目 = 100个"],
    ),
    ("推动8家湖北实验室产出标志性科技成果10项以上。", &["标志性科技成果 >= 10项"]),
    (
        "设置专人跟踪前沿技术,培育1000名技术经理人,推动30项重大科技成果在汉落地转化。",
        &["技术经理人 = 1000名", "重大科技成果在汉落地转化 = 30项"],
    ),
    (
        "积极发展服务贸易、数字贸易,打造数字贸易公共服务平台10个,创建省级跨境电商产业园2个、\
             公共海外仓2个,新增进出口实绩企业300家以上,吸引外向型产业集聚。",
        &[
            "数字贸易公共服务平台 = 10个",
            "省级跨境电商产业园 = 2个",
            "公共海外仓 = 2个",
            "进出口实绩企业 >= 300家",
        ],
    ),
    (
        "新建创新创业特色街区(小镇)、创新园区(楼宇)100万平方米以上。",
        &["创新创业特色街区(小镇)、创新园区(楼宇) >= 1000000平方米"],
    ),
    ("吸引留汉来汉就业创业大学毕业生30万人以上。", &["留汉来汉就业创业大学毕业生 >= 300000人"]),
    ("推动设立私募股权投资机构30家以上。", &["私募股权投资机构 >= 30家"]),
    (
        "新增数字化产线100条、示范智能车间20家、标杆智能工厂10家。",
        &["数字化产线 = 100条", "示范智能车间 = 20家", "标杆智能工厂 = 10家"],
    ),
    (
        "各责任单位明确1名同志为联络员,做好信息收集工作,每个成员单位每月报送信息1篇。",
        &["联络员 = 1名", "报送信息 = 1篇"],
    ),
    (
        "力争新增2栋税收亿元楼宇,新增8栋特色楼宇。新建区级、街道招商共享中心3个。",
        &["税收亿元楼宇 = 2栋", "特色楼宇 = 8栋", "区级、街道招商共享中心 = 3个"],
    ),
    (
        "2022年,全市数字经济核心产业增加值占GDP的比重达到9%左右;引进数字经济领域重大项目20个以上;\
             建设数字经济产业园5个以上;发布数字经济应用场景200个以上。",
        &[
            "全市数字经济核心产业增加值占GDP的比重 ~ 9%",
            "数字经济领域重大项目 >= 20个",
            "数字经济产业园 >= 5个",
            "数字经济应用场景 >= 200个",
        ],
    ),
    ("建成数据中心机架4万个。", &["数据中心机架 = 40000个"]),
    (
        "滚动实施500个工业技改项目,建设10家标杆智能工厂、100条数字化生产线。",
        &["工业技改项目 = 500个", "标杆智能工厂 = 10家", "数字化生产线 = 100条"],
    ),
    ("新建工业互联网平台5个以上。", &["工业互联网平台 >= 5个"]),
    ("明确1名议案办理负责人为联络员。", &["联络员 = 1名"]),
];

#[test]
fn every_target_of_the_seeds_is_found() {
    check(SEEDS);
}

#[test]
fn other_commitments_are_found() {
    check(&[
        (
            "带动全市累计创建国家级、省级专精特新中小企业分别达到10家、40家。",
            &["国家级专精特新中小企业 >= 10家", "省级专精特新中小企业 >= 40家"],
        ),
        (
            "关键工序数控化率、工具普及率分别达80%、95%。",
            &["关键工序数控化率 >= 80%", "工具普及率 >= 95%"],
        ),
        (
            "企业总数达到30万个以上,新建15万个以上。",
            &["企业总数 >= 300000个", "企业总数 >= 150000个"],
        ),
        ("货物进出口年均增长20%左右。", &["货物进出口年均增长 ~ 20%"]),
        ("煤炭消费比重从2015年的50.5%下降到41.2%。", &["煤炭消费比重 = 41.2%"]),
        ("无还本续贷占比提升20个百分点以上。", &["无还本续贷占比提升 >= 20个百分点"]),
        ("企业开办时间压缩至3个工作日以内。", &["企业开办时间 <= 3个工作日"]),
        (
            "将登记事项的审批时限由法定的30个工作日压缩至承诺时限3个工作日。",
            &["登记事项的审批时限 = 3个工作日"],
        ),
        ("申请材料压减50%以上。", &["申请材料压减 >= 50%"]),
        ("建设8—10个示范园区。", &["示范园区 .. 8-10个"]),
        ("遴选不超过20户龙头企业,每年进行一次动态调整。", &["龙头企业 <= 20户", "动态调整 = 1次"]),
        ("粮食播种面积稳定在385万亩以上。", &["粮食播种面积 >= 3850000亩"]),
        ("新建和改造提升高标准农田15.8万亩。", &["高标准农田 = 158000亩"]),
        (
            "力争10亿元以上项目不少于5个、50亿元以上项目不少于1个。",
            &["10亿元以上项目 >= 5个", "50亿元以上项目 >= 1个"],
        ),
        ("网上可办率90%以上。", &["网上可办率 >= 90%"]),
        ("实现95%税费服务事项“网上办”。", &["税费服务事项“网上办” = 95%"]),
        ("实现企业电子证照100%全覆盖。", &["企业电子证照 = 100%"]),
        (
            "年营业收入10亿元以上民营企业增加10户以上。",
            &["年营业收入10亿元以上民营企业增加 >= 10户"],
        ),
        (
            "分别新培育年营业收入过100亿元、50亿元的民营企业2家、4家。",
            &[
                "年营业收入过100亿元、50亿元的民营企业 = 2家",
                "年营业收入过100亿元、50亿元的民营企业 = 4家",
            ],
        ),
    ]);
}

#[test]
fn commitments_in_rarer_shapes_are_found() {
    check(RARE);
}

/// Shapes that readers of real notices missed.
const RARE: &[Case] = &[
    ("新注册企业50%以上生成企业电子印章。", &["新注册企业生成企业电子印章 >= 50%"]),
    ("全省90%以上自建系统规范对接省平台。", &["自建系统规范对接省平台 >= 90%"]),
    (
        "20%的公立医院和30%的民办医院完成章程制定工作。",
        &["公立医院 = 20%", "民办医院完成章程制定工作 = 30%"],
    ),
    ("实现1分钟响应,90%解决率。", &["响应 = 1分钟", "解决率 = 90%"]),
    ("实现企业开办全程网办,1日内办结。", &["企业开办全程网办 <= 1日"]),
    ("全面推行“拿地即开工”,企业拿地后5个工作日内办好开工手续。", &["开工手续 <= 5个工作日"]),
    (
        "一般登记缩减至1个工作日最快1小时、抵押登记0.5个工作日最快30分钟办结。",
        &["一般登记 = 1个工作日", "抵押登记 = 0.5个工作日"],
    ),
    ("优化为“群众确认、部门兑现”最多2个环节。", &["环节 <= 2个"]),
    ("各部门年内至少组织1次政务公开培训。", &["政务公开培训 >= 1次"]),
    ("每个街道至少建有1个养老院和1个食堂。", &["养老院 >= 1个", "食堂 >= 1个"]),
    ("每天允许货车通行的时间放宽到不少于7小时。", &["允许货车通行的时间 >= 7小时"]),
    ("每季度上报两条信息。", &["信息 = 2条"]),
    ("报废汽车回收量较2023年增加约一倍。", &["报废汽车回收量增加 ~ 1倍"]),
    ("交易量与新车销售比值达到0.8:1。", &["交易量与新车销售比值 >= 0.8"]),
    ("关闭退出煤矿共9处。", &["关闭退出煤矿 = 9处"]),
    ("制造业中长期贷款新增45亿元。", &["制造业中长期贷款新增 = 4500000000元"]),
    (
        "设立总规模30亿元的物流发展基金,贷款余额增长12%以上,对企业给予30%的补助。",
        &["物流发展基金总规模 = 3000000000元", "贷款余额增长 >= 12%"],
    ),
    ("群众投诉量较去年同期下降20%。", &["群众投诉量较去年同期下降 = 20%"]),
    ("2\t改造老旧供水管网40公里\t县水利局\t2025年10月底前", &["老旧供水管网 = 40公里"]),
    ("清理楼道堆物500处以上。", &["楼道堆物 >= 500处"]),
    ("完成城区6家企业搬迁改造。", &["企业搬迁改造 = 6家"]),
    ("完成全国两批162项高频事项跨省通办工作。", &["高频事项跨省通办工作 = 162项"]),
    ("床位达到5000张以上(护理型床位占比不低于60%)。", &["床位 >= 5000张", "护理型床位占比 >= 60%"]),
    ("医院评价平均级别达到4级以上。", &["医院评价平均级别 >= 4级"]),
    ("推广查验作业改革、无陪同查验率100%。", &["无陪同查验率 = 100%"]),
    (
        "合计办理时间分别压减至6个、22个工作日以内。",
        &["合计办理时间 = 6个工作日", "合计办理时间 <= 22个工作日"],
    ),
];

#[test]
fn numbers_that_commit_to_nothing_are_left() {
    let cases = [
        "打造“965”产业集群,推广5G应用,服务世界500强企业。",
        "深入贯彻党的二十大精神和十四届四次会议2号建议案。",
        "打造三大特色产业集聚区,建设三条丝绸之路。",
        "电话8833105。",
        "目前,全市共有养老机构190家。",
        "2021年,全市民营企业达到5.2万户。",
        "累计已建成5G基站1万个。",
        "对获得认定的企业给予10万元奖励。",
        "逾期不改正的,处以5000元以上1万元以下罚款。",
        "符合条件的,3个工作日内办结。",
        "可申请最高15万元的创业担保贷款。",
        "固定资产投资5000万元以上的项目优先保障。",
        "落实用地审批等10个主题式场景。",
        "对全省113个省直单位开展评估。",
        "在增长7%的基础上继续努力。",
        "提供7×24小时服务。",
        "担保费率不超过1%。",
        "公布《江西省20条政策措施》。",
        "户均建筑面积大于200平方米的,按2车位配建。",
        "每套发放10万元消费券。",
        "按照每千人口不少于10个托位规划建设。",
        "对未完成开发投资总额25%以上的出让土地收回。",
        "联合验收包括规划核实、消防验收2个事项。",
        "削减比例大于2:1。",
        "收到申请后5个工作日内办结。",
        "将申报期限放宽至3个月。",
        "举办马拉松等3项体育赛事。",
        "贷款利率不高于4%。",
        "运营补贴每年不低于2万元。",
    ];
    for text in cases {
        assert_eq!(shown(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn findings_know_their_period_rhythm_and_total() {
    let text = "到2025年,力争年进口贸易量达到1000亿元。每年引进外贸企业5家,新增认证企业5家。";
    let found = targets(text);
    let periods: Vec<_> = found.iter().map(|t| t.period.as_deref()).collect();
    assert_eq!(periods, [Some("2025"), None, None]);
    let per: Vec<_> = found.iter().map(|t| t.per.map(|per| per.of(text))).collect();
    assert_eq!(per, [None, Some("每年"), Some("每年")]);
    assert_eq!(found[0].modality, Modality::Strive);
    assert_eq!(found[1].action.map(|action| action.of(text)), Some("引进"));
    let parts = targets("总规模突破100亿元(甲60亿元、乙40亿元)。");
    assert_eq!(parts.iter().map(|t| t.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
    let named = targets("上线事项700项以上,其中“一网通办”事项350项以上。");
    assert_eq!(named[1].part_of, Some(0));
}

#[test]
fn a_year_governs_until_the_next_one() {
    let text = "到2025年,水平提升。吞吐量突破100万吨,进出口增长20%。到2027年,总量达到5亿元。";
    let periods = targets(text).into_iter().map(|t| t.period);
    assert_eq!(periods.flatten().collect::<Vec<_>>(), ["2025", "2025", "2027"]);
    let text = "2023年6月底前建成平台3个。引进企业5家。年内组织培训2次。";
    let periods: Vec<_> = targets(text).into_iter().map(|t| t.period).collect();
    assert_eq!(periods, [Some("2023-06".to_owned()), None, Some("2022".to_owned())]);
}

#[test]
fn numbers_by_year_count_what_the_total_counts() {
    let by_year = |text: &str| {
        let shown = |t: TargetFinding| (t.indicator.of(text).to_owned(), t.period);
        targets(text).into_iter().skip(1).map(shown).collect::<Vec<_>>()
    };
    let row = |year: &str| ("教室".to_owned(), Some(year.to_owned()));
    let expected = [row("2024"), row("2025")];
    assert_eq!(by_year("改造教室3600间(2024年1500间、2025年2100间)。"), expected);
    assert_eq!(by_year("改造教室3600间,2024年、2025年分别改造1500间、2100间。"), expected);
}

#[test]
fn periods_verbs_and_baselines_are_no_part_of_an_indicator() {
    check(&[
        ("污水处理率2023年达到80%,2025年达到90%。", &["污水处理率 >= 80%", "污水处理率 >= 90%"]),
        ("污水集中处理率,2025年不低于90%。", &["污水集中处理率 >= 90%"]),
        (
            "推动2022年全县普惠贷款成本较2019年再下降0.5个百分点。",
            &["全县普惠贷款成本下降 = 0.5个百分点"],
        ),
        ("重点行业污染物排放量比2019年降低15%。", &["重点行业污染物排放量降低 = 15%"]),
        ("服务业增加值实现1260亿元。", &["服务业增加值 = 126000000000元"]),
        ("新建公共建筑100栋。", &["公共建筑 = 100栋"]),
    ]);
}

#[test]
fn citations_markup_formulas_and_present_facts_are_no_targets() {
    check(&[
        ("依据《清河保护条例》第三条、十三条和十四条办理。", &[]),
        ("按照《清河保护条例》第四条、三十九条、四十条和\n四十三条办理。", &[]),
        ("<div id='menu' menuwidth='100%' height=\"60%\">", &[]),
        ("续签率=续签人数/签约总数*100%。", &[]),
        ("老龄化程度持续加深,全县人口老龄化率达到24.9%,高于全省平均水平。", &[]),
        // A list that no ordinal opens counts.
        ("新建渠道13条、泵站14座。", &["渠道 = 13条", "泵站 = 14座"]),
    ]);
}

#[test]
fn years_in_parallel_go_to_their_numbers() {
    let cases = [
        (
            "2025年、2026年和2027年分别清淤河道10公里、12公里、8公里。",
            "河道 2025 10; 河道 2026 12; 河道 2027 8",
        ),
        ("2025、2026、2027年分别新建泵站3座、4座、5座。", "泵站 2025 3; 泵站 2026 4; 泵站 2027 5"),
        ("2025—2027年分别新建泵站3座、4座、5座。", "泵站 2025 3; 泵站 2026 4; 泵站 2027 5"),
        ("到2025年和2027年,污水处理率分别达到85%和90%。", "污水处理率 2025 85; 污水处理率 2027 90"),
        (
            "到2025年底、2027年底,全县污水处理率分别达到85%、90%。",
            "全县污水处理率 2025 85; 全县污水处理率 2027 90",
        ),
        // One year for several things governs all of them.
        (
            "到2025年,污水处理率、垃圾处理率分别达到85%和90%。",
            "污水处理率 2025 85; 垃圾处理率 2025 90",
        ),
        (
            "2025年至2027年,污水处理率、垃圾处理率分别达到85%和90%。",
            "污水处理率 2025/2027 85; 垃圾处理率 2025/2027 90",
        ),
    ];
    for (text, expected) in cases {
        let shown = targets(text);
        let shown = shown.iter().map(|t| {
            let period = t.period.as_deref().unwrap_or("-");
            format!("{} {period} {}", t.indicator.of(text), t.value.normalize())
        });
        assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{text}");
    }
}

#[test]
fn each_names_those_who_have_the_number_to_reach() {
    let cases = [
        ("每个县(市、区)至少设置综合专窗2个。", "每个县(市、区)"),
        ("每个成员单位每月报送信息1篇。", "每月"),
        ("市级领导每人联系2户重点企业。", "每人"),
    ];
    for (text, per) in cases {
        assert_eq!(targets(text)[0].per.map(|per| per.of(text)), Some(per), "{text}");
    }
}

#[test]
fn a_target_that_does_not_say_what_it_counts_is_noted() {
    let notes = |text: &str| {
        let context = Context::of(text);
        let paragraphs = vec![TextRange::from(0..text.len())];
        let passage = Passage {
            part: PartId(0),
            section: None,
            heading: None,
            above: Vec::new(),
            opening: None,
            paragraphs,
        };
        let mut notes = Notes::default();
        find(&context, &passage, &[], &[], &mut notes);
        notes.list().len()
    };
    assert_eq!(notes("每年修缮不少于50栋。"), 1);
    assert_eq!(notes("每年修缮古民居不少于50栋。"), 0);
}

#[test]
fn masks_and_headings_silence_numbers() {
    let text = "发展现状\n建设平台10个。";
    let heading = TextRange::from(0.."发展现状".len());
    assert!(found(text, Some(heading), &[]).is_empty());
    let promise = "发展现状\n确保建设平台10个。";
    assert_eq!(found(promise, Some(heading), &[]).len(), 1);
    assert_eq!(found(text, None, &[]).len(), 1);
    assert!(found(text, None, &[TextRange::from(0..text.len())]).is_empty());
}

#[test]
fn every_rule_finds_its_example_and_not_its_counter_example() {
    // The rule for cells is tested beside it.
    for rule in RULES.iter().filter(|rule| rule.id != table_cell::RULE.id) {
        let ids = |text: &str| targets(text).iter().map(|t| t.rule).collect::<Vec<_>>();
        assert!(ids(rule.example).contains(&rule.id), "{}: {}", rule.id, rule.example);
        let counter = ids(rule.counter_example);
        let own = counter.iter().filter(|id| **id == rule.id).count();
        assert_eq!(own, 0, "{}: {}", rule.id, rule.counter_example);
    }
}

#[test]
fn text_without_commas_is_read_in_linear_time() {
    let text = "建设平台5个".repeat(20_000);
    let start = std::time::Instant::now();
    targets(&text);
    assert!(start.elapsed().as_secs() < 20);
}

proptest::proptest! {
    /// Any words in any order are read without a panic, and every place lies on whole characters.
    #[test]
    fn no_text_is_too_strange(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "建设", "分别", "达到", "不少于", "5", "10", "三", "万", "亿", "个", "家", "元", "%", "、", ",",
                "。", "(", ")", "“", "”", "以上", "的", "每年", "到2025年", "2025-2027", "由", "压缩至", "个工作日",
                "其中", "和", "率", "占", "力争", "至", "-", ".", "/", " ", "\n", "x", "名", "为", "十四五", "半",
                "百分之", "分之", "多", "几", "—", "\"", "增长", "较",
            ]),
            0..40,
        )
    ) {
        let text = parts.concat();
        for target in targets(&text) {
            proptest::prop_assert!(!target.number.of(&text).is_empty());
            proptest::prop_assert!(!target.range.of(&text).is_empty());
            proptest::prop_assert!(target.range.contains(target.number));
        }
    }
}

/// Forms of the genre that were once missed.
const FORMS: &[Case] = &[
    ("全省天然气消费量力争保持15%以上的年均增速。", &["全省天然气消费量年均增速 >= 15%"]),
    ("年底前,上线服务事项700项以上,用户数突破170万。", &["服务事项 >= 700项", "用户数 > 1700000"]),
    (
        "年内新增不少于50项找得到、用得好、离不开的企业应用场景。",
        &["找得到、用得好、离不开的企业应用场景 >= 50项"],
    ),
    (
        "推出500项服务“一窗办”,100个许可“免证办”、100个事项“集成办”。",
        &["服务“一窗办” = 500项", "许可“免证办” = 100个", "事项“集成办” = 100个"],
    ),
    (
        "实现办证、就业、婚姻等10个主题式、套餐式场景“一网通办”。",
        &["主题式、套餐式场景“一网通办” = 10个"],
    ),
    ("将担保机构平均费率降至1%以下。", &["担保机构平均费率 <= 1%"]),
    ("布局建设中试示范基地9家以上。", &["中试示范基地 >= 9家"]),
    ("规模以上工业企业数量翻一番。", &["规模以上工业企业数量翻 = 1番"]),
    ("窗口一次办结率提高到90%。", &["窗口一次办结率 = 90%"]),
    (
        "培训各类人员5000人次以上,其中农民工2000人次。",
        &["各类人员 >= 5000人次", "农民工 = 2000人次"],
    ),
    ("培育“小巨人”企业20家左右,单项冠军企业5家。", &["“小巨人”企业 ~ 20家", "单项冠军企业 = 5家"]),
    ("打造示范点,每个示范点不少于3项特色服务。", &["特色服务 >= 3项"]),
    ("力争地区生产总值突破5000亿元大关。", &["地区生产总值 > 500000000000元"]),
    ("城镇化率达到65%,年均提高1个百分点。", &["城镇化率 >= 65%", "城镇化率 = 1个百分点"]),
    (
        "实现“零跑动”事项比例达到80%、“最多跑一次”事项比例达到100%。",
        &["“零跑动”事项比例 >= 80%", "“最多跑一次”事项比例 >= 100%"],
    ),
    // No commitments.
    ("贷款费率降至1%以下。", &[]),
    ("推荐甲、乙等10个项目。", &[]),
    ("对年营业收入超过2000万元的企业,列入名单。", &[]),
    ("编号170万。", &[]),
];

#[test]
fn forms_of_the_genre_are_read() {
    check(FORMS);
}

#[test]
fn the_end_of_the_year_dates_the_sentence() {
    let text = "年底前,确保上线服务事项700项以上,用户数突破170万。";
    let found: Vec<_> = targets(text).into_iter().map(|target| target.period).collect();
    assert_eq!(found, [Some("2022".to_owned()), Some("2022".to_owned())]);
}
