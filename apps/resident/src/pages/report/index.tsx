import { Hello } from '../../ui/hello';
import Taro from '@tarojs/taro';
export default function Report() {
  return <Hello onClick={() => Taro.navigateTo({url: '/pages/report/index'})} />;
}
