/**
 * Yedpay's payment routes by `gateway_code` (`{gateway_id}_{gateway_sub_id}`). The documented page has no list: these are
 * the union of Yedpay's other pages and clients, and a code outside it is shown without a label.
 */
export const YEDPAY_GATEWAY_LABELS = new Map([
    ['1_1', 'Alipay (in store)'],
    ['4_1', 'Alipay Online (WAP)'],
    ['4_2', 'Alipay Online (PC to mobile)'],
    ['4_3', 'Alipay Online (SDK)'],
    ['7_1', 'Visa (in store)'],
    ['7_2', 'Mastercard (in store)'],
    ['7_5', 'American Express (in store)'],
    ['8_1', 'WeChat Pay'],
    ['8_2', 'WeChat Pay Online'],
    ['8_3', 'WeChat Pay Online (SDK)'],
    ['9_1', 'UnionPay ExpressPay'],
    ['9_2', 'UnionPay ExpressPay CN'],
    ['9_5', 'UnionPay UPOP'],
    ['9_6', 'UnionPay QR'],
    ['10_1', 'UnionPay QR (merchant presented)'],
    ['10_2', 'UnionPay QR (customer presented)'],
    ['11_1', 'UnionPay POS'],
    ['11_2', 'UnionPay POS V2'],
    ['12_1', 'Visa Online'],
    ['12_2', 'Mastercard Online'],
    ['12_3', 'Google Pay'],
    ['12_4', 'Apple Pay'],
    ['13_1', 'HSBC FPS Online'],
    ['13_2', 'HSBC FPS (in store)'],
    ['16_4', 'UnionPay ACQ UPOP'],
    ['16_5', 'UnionPay ACQ UPOP'],
]);
