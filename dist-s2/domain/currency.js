/**
 * ISO 4217 active codes by exponent, with the amendments up to 2026 (XCG, ZWG) and the codes withdrawn since 2024, which
 * old payments still state. Metals, bond units and test codes (XAU, XBA, XTS, XXX …) are no money a payer can pay in.
 * Not taken from `Intl`: its digits are for display (it gives HUF, COP and IDR other exponents than ISO does).
 */
const CODES_BY_EXPONENT = [
    [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
    [
        2,
        `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
     CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG
     HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
     MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE
     SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW
     ZWG ZWL`,
    ],
    [3, 'BHD IQD JOD KWD LYD OMR TND'],
    [4, 'CLF UYW'],
];
const CURRENCIES = new Map(CODES_BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(/\s+/).map((code) => [code, Object.freeze({ code, exponent })])));
/** The currency of an ISO 4217 alphabetic code, upper case as ISO writes it; null for anything else (`"RMB"`, `"usd"`). */
export function currencyOf(code) {
    return CURRENCIES.get(code) ?? null;
}
export function currencyCodes() {
    return [...CURRENCIES.keys()];
}
