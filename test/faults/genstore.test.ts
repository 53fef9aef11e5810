import { faultMatrix, faultsOf } from './matrix.ts';

faultMatrix('genstore', await faultsOf('genstore'));
