"""Words of government business that the general dictionary reads wrongly, and surnames that sound unlike the character.

Found by reading every sentence of `wording/zh` and `services/` with its pinyin beside it; surnames are general knowledge.
"""

from __future__ import annotations

_WORDS = """
发卡 fa1 ka3
接种 jie1 zhong4
供养 gong1 yang3
照片 zhao4 pian4
重新 chong2 xin1
重置 chong2 zhi4
重打 chong2 da3
重写 chong2 xie3
重拍 chong2 pai1
重读 chong2 du2
重填 chong2 tian2
重试 chong2 shi4
重做 chong2 zuo4
重办 chong2 ban4
重来 chong2 lai2
重选 chong2 xuan3
重约 chong2 yue1
重刻 chong2 ke4
重复 chong2 fu4
长住 chang2 zhu4
长期 chang2 qi1
家长 jia1 zhang3
时长 shi2 chang2
最长 zui4 chang2
银行行长 yin2 hang2 hang2 zhang3
当场 dang1 chang3
当月 dang4 yue4
当天 dang4 tian1
当日 dang4 ri4
纸质 zhi3 zhi4
声明 sheng1 ming2
要求 yao1 qiu2
领了结婚 ling3 le5 jie2 hun1
结了婚 jie2 le5 hun1
一行 yi4 hang2
基金 ji1 jin1
公积金 gong1 ji1 jin1
用处 yong4 chu4
难处 nan2 chu4
住处 zhu4 chu4
给您 gei3 nin2
切纸 qie1 zhi3
产假 chan3 jia4
调档 diao4 dang4
调高 tiao2 gao1
调低 tiao2 di1
调大 tiao2 da4
调小 tiao2 xiao3
调快 tiao2 kuai4
调慢 tiao2 man4
自己调 zi4 ji3 tiao2
要调 yao4 tiao2
再调 zai4 tiao2
空着 kong4 zhe5
空的 kong1 de5
量尺寸 liang2 chi3 cun4
够得着 gou4 de5 zhao2
觉得 jue2 de5
取得太 qu3 de5 tai4
记得 ji4 de5
免得 mian3 de5
还清 huan2 qing1
还款 huan2 kuan3
还贷 huan2 dai4
归还 gui1 huan2
退还 tui4 huan2
少交 shao3 jiao1
少跑 shao3 pao3
数一数 shu3 yi5 shu3
幺 yao1
行政 xing2 zheng4
便民 bian4 min2
缴存 jiao3 cun2
重庆 chong2 qing4
还在 hai2 zai4
还有 hai2 you3
还没 hai2 mei2
还要 hai2 yao4
差额 cha1 e2
参差 cen1 ci1
出差 chu1 chai1
冲正 chong4 zheng4
应缴 ying1 jiao3
应交 ying1 jiao1
应当 ying1 dang1
应由 ying1 you2
应在 ying1 zai4
应于 ying1 yu2
转账 zhuan3 zhang4
宅基地 zhai2 ji1 di4
质押 zhi4 ya1
抵押 di3 ya1
勘察 kan1 cha2
勾选 gou1 xuan3
暂扣 zan4 kou4
划款 hua4 kuan3
划转 hua4 zhuan3
划入 hua4 ru4
划拨 hua4 bo1
"""

_SURNAMES = """
万俟 mo4 qi2, 长孙 zhang3 sun1, 尉迟 yu4 chi2, 澹台 tan2 tai2, 令狐 ling2 hu2, 单于 chan2 yu2, 单 shan4, 仇 qiu2, 曾 zeng1,
解 xie4, 任 ren2, 区 ou1, 查 zha1, 华 hua4, 盖 ge3, 朴 piao2, 翟 zhai2, 乐 yue4, 缪 miao4, 冼 xian3, 覃 qin2, 宁 ning4,
葛 ge3, 纪 ji3, 种 chong2, 召 shao4, 员 yun4, 繁 po2, 訾 zi1, 谌 chen2, 撒 sa4, 黑 he4, 折 she2, 祭 zhai4, 隗 wei3, 郇 xun2,
燕 yan1, 那 na1, 哈 ha3, 应 ying1, 薄 bo2, 占 zhan1, 干 gan1, 秘 bi4, 过 guo1, 盛 sheng4, 相 xiang4, 都 du1, 牟 mu4, 郗 xi1,
庹 tuo3, 长 chang2, 朝 chao2, 能 nai4, 会 gui4, 缴 jiao3, 石 shi2, 车 che1, 强 qiang2, 卜 bu3, 尹 yin3, 贾 jia3
"""


def _table(lines: list[str]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(sounds) for word, *sounds in (line.split() for line in lines)}


WORDS = _table(_WORDS.strip().splitlines())
"""Word to a syllable a character. They are looked for first, the longest of them first."""
SURNAMES = _table(_SURNAMES.strip().split(","))
