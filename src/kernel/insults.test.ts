import { describe, expect, test } from 'vitest';
import { findInsults } from './insults.ts';

const pieces = (text: string): string[] => findInsults(text).map((one) => one.text);

describe('words that hurt', () => {
  test.each([
    ['物业经理就是个废物，什么都不管', ['废物']],
    ['楼上那个傻*逼又在半夜拖椅子', ['傻*逼']],
    ['傻　逼，傻 B', ['傻　逼', '傻 B']],
    ['你们这帮王八蛋，不得好死！', ['王八蛋', '不得好死']],
    ['他妈的，电梯又坏了', ['他妈的']],
    ['妈的，又停水', ['妈的']],
    ['sb物业，TMD', ['sb', 'TMD']],
    ['物業的廢物滾蛋', ['廢物', '滾蛋']],
    ['你怎么不去死', ['怎么不去死']],
    ['The manager is an Idiot, f*ck this', ['Idiot', 'f*ck']],
    ['真是猪狗不如', ['猪狗不如']],
    ['他们就是一群刁民', ['刁民']],
  ])('%s', (text, wanted) => {
    expect(pieces(text)).toEqual(wanted);
    for (const { start, end, text: piece } of findInsults(text)) expect(text.slice(start, end)).toBe(piece);
  });

  test.each([
    '固体废物和危险废物要分开放，废物利用也好，废物桶满了',
    '他妈的腿摔断了，他妈的药也没了，他妈妈的轮椅坏了',
    '大妈的菜篮子丢在三号楼',
    '开水房的水滚开了才能喝，小心烫',
    '想买一个傻瓜相机，带一包傻子瓜子',
    '按 SB/T10720-2012 装的护栏，型号 SB-3，usb 口坏了',
    '垃圾没人收，垃圾站太臭，垃圾分类做得不好',
    '小狗狗东边跑丢了，请大家帮忙找',
    '养鸡场的猪很肥，死猪肉不要买',
    '老人过去死活不肯装扶手，失去死者的消息',
    '尼玛次仁是新来的志愿者',
    'He pricked his finger; the class of bitcoin; Scunthorpe',
    '',
  ])('nobody is meant: %s', (text) => {
    expect(pieces(text)).toEqual([]);
  });

  test('a long text takes no long', () => {
    expect(findInsults('他妈妈的狗 '.repeat(20_000))).toEqual([]);
  });
});
