import { faultMatrix, faultsOf } from './matrix.ts';

faultMatrix('yedpay', await faultsOf('yedpay'));
