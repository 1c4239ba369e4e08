"""What rosters call our columns, beside their labels. Only names that can mean nothing else in a roster of that entity.

By column, for every entity that has it; `table.column` where an entity needs its own. A label always wins.
"""

NAMES = {
    "address": "地址 住址 家庭地址 现住址 通讯地址 居住地址",
    "apprentice": "徒弟姓名 学徒",
    "born_on": "出生年月 出生年月日 出生日期 生日",
    "certificate": "证书号 证书号码 职业资格证书编号",
    "credit_code": "信用代码 社会信用代码 统一信用代码 社会统一信用代码",
    "education": "学历 文化水平",
    "ends_on": "终止日期 到期日期 截止日期",
    "enterprise": "单位 所在单位 单位名称 工作单位名称 企业 企业名称 公司 公司名称 就业单位",
    "id_kind": "证件种类",
    "id_number": "身份证 身份证号 身份证号码 公民身份号码 居民身份证号 居民身份证号码 证件号 有效证件号码",
    "issued_by": "发证单位 颁发机构 发证部门",
    "issued_on": "发证时间 颁发日期 取证时间",
    "joined_on": "入会时间 加入工会时间 加入工会日期",
    "level": "等级 职业技能等级 技能水平",
    "mentor": "师傅姓名 师父 师父姓名 导师",
    "organisation": "工会 工会名称 工会组织 所在工会 基层工会 所属工会名称 所属基层工会",
    "phone": "手机 手机号 电话 联系电话 联系方式 移动电话 电话号码 手机号码 联系手机",
    "points": "得分 分数",
    "post": "岗位名称 工作岗位 职务",
    "sex": "男女",
    "signed_on": "签约日期 签订时间",
    "staff": "人数 员工人数 职工总数 职工数",
    "starts_on": "起始日期 开始时间",
    "trade": "职业 职业工种 工种名称 所学工种",
    "worker": "姓名 职工姓名",
    "competition.name": "竞赛 大赛名称 赛事名称",
    "enterprise.name": "企业 单位 单位名称 公司 公司名称 用人单位",
    "organisation.chair": "主席 负责人",
    "organisation.name": "工会 工会组织 工会组织名称 基层工会名称",
    "trade.number": "职业代码 工种编码 工种代码",
    "trainer.employer": "单位 工作单位",
    "trainer.name": "教师姓名 老师 讲师",
    "worker.name": "名字 职工姓名 员工姓名 会员姓名",
    "worker.state": "状态 在职状态",
}


def names(model, column) -> list[str]:
    """Other names of a column of an entity."""
    table = model._meta.table_name
    return NAMES.get(f"{table}.{column}", NAMES.get(column, "")).split()
