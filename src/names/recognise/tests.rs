use super::NameShape;
use crate::lexicon::Lexicon;

const NAMES: &str = "区发改局 市自然资源和城乡建设局 区经科局(区数据局) 省发展改革委 财政厅 \
    各县(市、区)人民政府 各设区市政府 各街道 武汉海关 榕城海关 华中金融城 武昌古城中心 东湖高新区 \
    首义科创投集团 武汉供电公司 城建处 厅机关各处室(局) 法院 市法院 团市委 扶贫办 中央统战部 \
    各“965”产业链牵头单位 各驻点招商小分队 人行武汉分行营管部 市委网信办 市市场监管局 国务院国资委 \
    洪山区 人民银行沈阳分行 市委组织部(市人才办) 市政府国资委 区政府办 各区人民政府〈含开发区管委会,下同〉 \
    武汉经开区管委会〈汉南区人民政府〉 市直各部门 各园区管委会 国网福州供电公司 云浮新港 各地方 \
    市推进政府职能转变和“放管服”改革协调小组办公室 市级相关部门(单位) 各区县 市政府各部门 \
    人行广安市中心支行 市科委中关村管委会 行政审批政务信息管理局 青禾区教育局 临江市青禾区人民政府办公室 \
    市大数据委 市通管办 厅督查小组 计财处 办公室 信息中心 长乐机场海关 福州港务集团 各场景牵头部门 \
    国家税务总局武汉市税务局 中共武汉市委宣传部 武汉市发展和改革委员会 杨园街 市生态环境局武昌分局 \
    县(市、区)人民政府 有关部门 各审批局 市中级人民法院 省政府";

const PHRASES: &str = "加强组织领导 按职责分工 持续推进 以下简称示范区 BIM 2023 构建新格局 落到实处 \
    全部 一网通办 2023年9月底前完成 提升服务效能 区域中心 优化营商环境 医院 全市 及时 下同 \
    融资 大数据分析等方式 审批 规范化 步行街 责任 制度化 智慧社区";

#[test]
fn names_are_recognised() {
    let organisations = &Lexicon::builtin().organisations;
    for name in NAMES.split_whitespace() {
        assert!(organisations.name_shape(name).is_name(), "{name}");
    }
}

#[test]
fn ordinary_phrases_are_not() {
    let organisations = &Lexicon::builtin().organisations;
    for phrase in PHRASES.split_whitespace() {
        assert_eq!(organisations.name_shape(phrase), NameShape::Unlikely, "{phrase}");
    }
}

#[test]
fn collectives_and_places_are_told_apart() {
    let organisations = &Lexicon::builtin().organisations;
    for name in ["各街道", "各县(市、区)人民政府", "市直各部门", "有关部门", "厅机关各处室(局)"]
    {
        assert_eq!(organisations.name_shape(name), NameShape::Collective, "{name}");
    }
    for name in ["洪山区", "开封市", "武汉市武昌区", "青禾区"] {
        assert_eq!(organisations.name_shape(name), NameShape::Place, "{name}");
    }
}

#[test]
fn conjunctions_split_names_and_nothing_else() {
    let organisations = &Lexicon::builtin().organisations;
    let cases = [
        "市财政局和|各街道",
        "市自然资源和城乡建设局",
        "市发展和改革委员会",
        "区文化和旅游局",
        "各区县和|两江新区",
        "市发展和改革委员会和|市财政局",
        "市政府有关部门及|各县区人民政府",
        "省卫生健康委和|郑州市",
        "各场景牵头部门和配合部门",
        "区科技创新与人才服务中心",
        "国务院有关部门以及|各地方",
        "各县(市、区)人民政府和|园区管委会",
        "市推进政府职能转变和“放管服”改革协调小组办公室",
        "和平区政府",
        "市政务服务和大数据局",
        "省贸促会和|郑州海关",
        "中央和国家机关工委",
        "16区和|北京经济技术开发区",
        "各市、县(区)人民政府和|平潭综合实验区管委会",
    ];
    for case in cases {
        let plain = case.replace('|', "");
        let parts = organisations.split_conjunctions(&plain);
        let shown: Vec<&str> = parts.iter().map(|part| &plain[part.clone()]).collect();
        let wanted: Vec<&str> = case.split('|').map(|part| part.trim_end_matches(joint)).collect();
        assert_eq!(shown, wanted, "{case}");
    }
}

/// The conjunctions that the cases above end a part with.
fn joint(c: char) -> bool {
    matches!(c, '和' | '及' | '以')
}

#[test]
fn a_name_reaches_as_far_as_it_can() {
    let organisations = &Lexicon::builtin().organisations;
    let cases = [
        "区城市运行管理中心|做好企业投诉的转办",
        "市发改委|会同市财政局制定办法",
        "市委组织部|牵头",
        "市政府国资委|负责",
        "市行政服务中心管委会|要加强统筹",
        "市公安局交通管理局|负责",
        "区人大常委会|督办",
        "各区人民政府|要压实责任",
        "武汉市人民政府办公厅|关于印发",
        "市应急局|副局长",
        "区资建局|局长",
        "江岸区人民政府|副区长",
        "青山区委|常委",
        "各场景牵头部门|",
        "区科服中心|",
        "首义科创投集团|",
        "武汉经开区管委会工委|委员",
    ];
    for case in cases {
        let plain = case.replace('|', "");
        assert_eq!(organisations.reach(&plain), case.find('|'), "{case}");
    }
    assert_eq!(organisations.reach("加强组织领导"), None);
}

#[test]
fn nothing_makes_it_fall() {
    let organisations = &Lexicon::builtin().organisations;
    for text in
        ["", "(", ")", "和", "各", "、、", "((()", "a和b", "委", "\u{1F600}局", "〈〉", "市"]
    {
        assert!(organisations.split_conjunctions(text).iter().all(|part| part.end <= text.len()));
        assert!(organisations.reach(text).is_none_or(|end| end <= text.len()));
        assert_eq!(organisations.name_shape(text), organisations.name_shape(text));
    }
}
