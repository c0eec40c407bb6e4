// The capture page: a picture, an address or a camera in, accounts out.
export { renderCapture as render } from './capture/page.js';
